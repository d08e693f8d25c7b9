package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Workers bound to cores, as the kernel sees them.
///
/// Other clusters of this user may run on this host: which cores these get is not known beforehand.
@EnabledOnOs(OS.LINUX)
class PinningIT {
  private static final String ALLOWED = "Cpus_allowed_list:\t";
  private static final Path LEASES = leases();

  @Test
  void shouldBindEveryThreadOfAWorkerAndItsReplacement(@TempDir Path root) throws Exception {
    try (Phalanx phalanx = Phalanx.in(root)) {
      Outcome start = phalanx.succeed("start", "--detach", "--workers", 2, "--pin");
      phalanx.awaitIdle(2);
      List<Integer> cores = cores(phalanx);

      assertThat(start.err())
          .containsPattern(
              "(?m)^phalanx: worker 0 bound to core " + cores.get(0) + " \\(.*\\): \\[")
          .containsPattern(
              "(?m)^phalanx: worker 1 bound to core " + cores.get(1) + " \\(.*\\): \\[");
      assertBound(phalanx, 0, cores.get(0));
      assertBound(phalanx, 1, cores.get(1));

      long killed = phalanx.workerPid(1);
      ClusterProcesses.kill(killed);
      Await.until("a replacement", Await.LONG, () -> phalanx.workerPid(1) != killed);
      phalanx.awaitIdle(2);
      assertBound(phalanx, 1, cores.get(1));
    }
  }

  @Test
  void shouldKeepOutOfTheWayOfAnotherCluster(@TempDir Path root) throws Exception {
    try (Phalanx phalanx = Phalanx.in(root);
        Phalanx other = phalanx.beside("other")) {
      int cores = Runtime.getRuntime().availableProcessors();
      phalanx.succeed("start", "--detach", "--workers", cores, "--pin");
      Outcome late = other.succeed("start", "--detach", "--workers", 1, "--pin");
      String neighbour = "directory=" + phalanx.directory().root() + "\n";
      assertThat(late.err())
          .contains("no core is free", "pid=" + phalanx.coordinatorPid(), neighbour);

      other.succeed("stop");
      phalanx.killCoordinator();
      assertThat(other.succeed("start", "--detach", "--workers", 1, "--pin").err())
          .as("leases of a dead coordinator")
          .doesNotContain(neighbour);

      other.succeed("stop");
      assertThat(LEASES).content().doesNotContain(other.directory().root().toString());
    }
  }

  @Test
  void shouldGiveBackTheCoreOfAWorkerThatGoes(@TempDir Path root) throws Exception {
    try (Phalanx phalanx = Phalanx.in(root)) {
      phalanx.succeed("start", "--detach", "--workers", 1, "--pin");
      phalanx.awaitIdle(1);
      phalanx.succeed("scale", 2);
      List<Integer> cores = cores(phalanx);
      assertBound(phalanx, 1, cores.get(1));
      assertThat(leasesOf(phalanx)).isEqualTo(2);

      phalanx.succeed("scale", 1);
      assertThat(cores(phalanx)).containsExactly(cores.get(0));
      assertThat(leasesOf(phalanx)).isEqualTo(1);
    }
  }

  private static long leasesOf(Phalanx phalanx) throws IOException {
    String directory = phalanx.directory().root().toString();
    return Files.readString(LEASES).lines().filter(line -> line.contains(directory)).count();
  }

  private static Path leases() {
    try {
      return Path.of("/dev/shm/phalanx-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
          .resolve("cores");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> cores(Phalanx phalanx) throws Exception {
    JsonNode workers = phalanx.json("status").get("workers");
    return Stream.iterate(0, i -> i + 1)
        .limit(workers.size())
        .map(i -> workers.get(i).get("core").asInt())
        .toList();
  }

  private static void assertBound(Phalanx phalanx, int worker, int core) throws IOException {
    assertThat(bindings(phalanx.workerPid(worker))).containsExactly(String.valueOf(core));
  }

  /// Which processors the threads of a process may run on.
  private static Set<String> bindings(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return threads.flatMap(PinningIT::allowed).collect(Collectors.toSet());
    }
  }

  private static Stream<String> allowed(Path thread) {
    try {
      return Files.readAllLines(thread.resolve("status")).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> line.substring(ALLOWED.length()));
    } catch (NoSuchFileException e) {
      return Stream.of(); // it has ended meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
