package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.StatusJson;
import io.phalanx.coordinator.report.StatusText;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters that a `run` leaves for the next one.
class KeepAliveIT {
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final double SUM = 6;

  @TempDir private Path root;
  private Phalanx phalanx;
  private Path small;
  private Path huge;
  private Path output;

  @BeforeEach
  void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
    small = Matrices.write(phalanx.file("small.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);
    huge = Matrices.writeSparse(phalanx.file("huge.npy"), new Shape(8192, 8192));
    output = phalanx.file("out.npy");
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldServeRunsFromTheClusterThatTheFirstHasLeft() throws Exception {
    assertSum(
        Phalanx.succeeded(
            phalanx
                .substituted("run", "sum", small, "--json", "--workers", 1, "--keep-alive", "10m")
                .run()));
    long pid = phalanx.coordinatorPid();
    awaitServing();

    assertSum(Phalanx.succeeded(phalanx.substituted("run", "sum", small, "--json").run()));
    // The caller is gone before its booth is.
    Path first = phalanx.directory().calls().resolve("0");
    Await.until("end of the first booth", Await.LONG, () -> !Files.exists(first));

    // As it is, with another time, in the environment too.
    ClusterStatus status = ClusterStatus.look(phalanx.directory()).orElseThrow();
    assertThat(StatusText.of(status)).contains("ends in 10 min", "10 min after the last");
    phalanx.script("run", "sum", small).with("PHALANX_KEEP_ALIVE", "20m").run();
    JsonNode kept =
        StatusJson.of(ClusterStatus.look(phalanx.directory()).orElseThrow()).get("coordinator");
    assertThat(kept.get("keepAliveMs").asLong()).isEqualTo(Duration.ofMinutes(20).toMillis());
    assertThat(Instant.parse(kept.get("endsAt").asText()))
        .isAfter(Instant.now().plus(Duration.ofMinutes(15)));

    assertFailures();
    assertTwoAtOnce();
    assertJobEndsWithItsRun(phalanx.json("jobs").get("jobs").size());
    assertThat(phalanx.coordinatorPid()).isEqualTo(pid);

    phalanx.succeed("stop");
    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(phalanx.directory().calls()).doesNotExist();
    assertThat(phalanx.directory().keepAlive()).doesNotExist();
  }

  @Test
  void shouldReplaceTheClusterWhenItDoesNotSuit() throws Exception {
    assertSum(run("--workers", 1, "--keep-alive", "10m"));
    long pid = phalanx.coordinatorPid();
    awaitServing();

    Outcome two = run("--workers", 2, "--keep-alive", "10m");

    assertSum(two);
    assertThat(two.err()).contains("other settings (workers=1, wanted 2)");
    assertThat(phalanx.coordinatorPid()).isNotEqualTo(pid);
    assertThat(phalanx.workerPids()).hasSize(2);
    awaitServing();

    Path home = otherBuild();
    Outcome other =
        phalanx.scriptOf(home, "run", "sum", small, "--json", "--keep-alive", "10m").run();

    assertSum(Phalanx.succeeded(other));
    assertThat(other.err()).contains("another build (", "here other on ");
    removeLinks(home);
  }

  @Test
  void shouldStartAfreshWhenTheClusterWasKilledAndEndWhenItIsIdle() throws Exception {
    assertSum(run("--workers", 1, "--keep-alive", "10m"));
    awaitServing();
    phalanx.killCoordinator();
    assertThat(phalanx.directory().calls()).exists();

    List<Script> scripts =
        List.of(
            phalanx.script("run", "sum", small, "--json", "--workers", 1, "--keep-alive", "1s"),
            phalanx.script("run", "sum", small, "--json", "--workers", 1, "--keep-alive", "1s"));
    Process first = scripts.get(0).start();
    Process second = scripts.get(1).start();

    assertSum(Phalanx.succeeded(scripts.get(0).await(first)));
    assertSum(Phalanx.succeeded(scripts.get(1).await(second)));
    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(phalanx.directory().mark()).doesNotExist();
  }

  private Outcome run(Object... options) throws Exception {
    Object[] all = Stream.concat(Stream.of("sum", small, "--json"), Stream.of(options)).toArray();
    return phalanx.succeed("run", all);
  }

  private void awaitServing() {
    Path in = phalanx.directory().calls().resolve("3/in");
    Await.until("four booths", Await.LONG, () -> Files.exists(in));
  }

  private static void assertSum(Outcome outcome) throws IOException {
    assertThat(Phalanx.json(outcome).get("result").asDouble()).isEqualTo(SUM);
  }

  /// What is wrong is told as anywhere.
  private void assertFailures() throws Exception {
    Outcome absent = phalanx.run("run", "sum", phalanx.file("absent.npy"));
    assertThat(absent.exit()).isEqualTo(2);
    assertThat(absent.out()).isEmpty();
    assertThat(absent.err()).hasLineCount(1).contains("absent.npy");
    assertThat(phalanx.run("run", "sum", small, "--nonsense").exit()).isEqualTo(2);
  }

  private void assertTwoAtOnce() throws Exception {
    Script one = phalanx.script("run", "sum", small, "--json");
    Script other = phalanx.script("run", "sum", small, "--json");
    Process first = one.start();
    Process second = other.start();
    assertSum(Phalanx.succeeded(one.await(first)));
    assertSum(Phalanx.succeeded(other.await(second)));
  }

  /// A job that is cancelled by somebody else fails its run; a run that is told to end cancels its
  /// job. The cluster stays.
  private void assertJobEndsWithItsRun(int jobs) throws Exception {
    Script run = phalanx.script("run", "tanh", huge, "--out", output);
    Process process = run.start();
    WatchedJob cancelled = midway(jobs + 1);
    try (JobClient client = JobClient.connect(phalanx.directory())) {
      client.cancel(cancelled.id());
    }
    Outcome failed = run.await(process);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains(cancelled.id() + " cancelled");

    Script told = phalanx.script("run", "tanh", huge, "--out", output);
    Process ended = told.start();
    WatchedJob abandoned = midway(jobs + 2);
    ClusterProcesses.signal("TERM", ended.pid());
    Outcome outcome = told.await(ended);
    assertThat(outcome.exit()).isEqualTo(143);
    assertThat(outcome.err()).contains(abandoned.id() + " cancelled");
    phalanx.assertNoHalfOutput(output);
  }

  private WatchedJob midway(int number) {
    WatchedJob job = new WatchedJob(phalanx, "j%04d".formatted(number));
    job.awaitMidway();
    return job;
  }

  /// The installation once more, as another build of it.
  private Path otherBuild() throws IOException {
    Path home = Files.createDirectory(root.resolve("other"));
    try (Stream<Path> entries = Files.list(Distribution.HOME)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.createSymbolicLink(home.resolve(entry.getFileName()), entry);
      }
    }
    Files.delete(home.resolve("bin"));
    Distribution.copy(Distribution.HOME.resolve("bin"), home.resolve("bin"));
    Files.delete(home.resolve("build.id"));
    Files.writeString(home.resolve("build.id"), "other");
    return home;
  }

  private static void removeLinks(Path home) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (Files.isSymbolicLink(entry)) {
          Files.delete(entry);
        }
      }
    }
  }
}
