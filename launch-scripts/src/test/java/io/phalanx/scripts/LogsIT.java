package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.logs.LogTail;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The logs of a cluster are followed while its workers write, are killed, and are replaced.
class LogsIT {
  /// Tasks that fail, each with a stack trace; more with `-Dphalanx.logTasks=3000`.
  private static final int TASKS = Integer.getInteger("phalanx.logTasks", 150);

  /// More with `-Dphalanx.logKills=30`.
  private static final int KILLS = Integer.getInteger("phalanx.logKills", 3);

  private static final int WORKERS = 2;
  private static final long SEED = 6;
  private static final long WAIT_MS = 60_000;

  @TempDir private Path root;
  private Phalanx phalanx;

  @BeforeEach
  void nameFiles() throws IOException {
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldKeepAndNameTheLogsOfARunThatEnds() throws Exception {
    Path file = Matrices.write(phalanx.file("small.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);

    JsonNode run = phalanx.json("run", "sum", file, "--workers", 1);

    Path logs = Path.of(run.get("logs").asText());
    assertThat(logs).isEqualTo(phalanx.directory().logs());
    assertThat(logs.resolve("coordinator.log")).isNotEmptyFile();
    assertThat(logs.resolve("worker-0.log")).isNotEmptyFile();
  }

  @Test
  void shouldLoseNoLineAndKeepTheOrderWhileWorkersAreKilledAndReplaced() throws Exception {
    phalanx.start(WORKERS);
    Path shown = phalanx.file("followed.txt");
    Process follower = phalanx.script("logs", "-f", "--all", "-n", 1_000_000).start(shown);
    try {
      failTasksAndKillWorkers();
      Await.until("all lines", Await.LONG, () -> followed(shown).equals(written()));
    } finally {
      follower.destroy();
      follower.waitFor();
    }

    assertThat(written().keySet()).contains("coordinator", "worker-0", "worker-1");
    assertThat(String.join("\n", written().values().stream().flatMap(List::stream).toList()))
        .contains("\tat ")
        .contains("worker lost: ");
    assertInOrder(shown);
  }

  private void failTasksAndKillWorkers() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Long> ids = new ArrayList<>();
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      for (int kill = 0; kill < KILLS; kill++) {
        for (int i = 0; i < TASKS / KILLS; i++) {
          ids.add(tasks.submit(TaskRequest.of("sleep", "{\"ms\": \"long\"}")));
        }
        ClusterProcesses.kill(phalanx.workerPid(random.nextInt(WORKERS)));
        phalanx.awaitIdle(WORKERS);
      }
      for (long id : ids) {
        assertThat(tasks.result(id, WAIT_MS)).isPresent();
      }
    }
  }

  /// Lines by process, as they are on disk.
  private Map<String, List<String>> written() {
    Map<String, List<String>> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(phalanx.directory().logs())) {
      for (Path file : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        String process = file.getFileName().toString().replace(".log", "");
        written.put(process, Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written;
  }

  /// Lines by process, as they were shown.
  private static Map<String, List<String>> followed(Path shown) {
    Map<String, List<String>> followed = new TreeMap<>();
    for (String line : lines(shown)) {
      followed.computeIfAbsent(process(line), key -> new ArrayList<>()).add(text(line));
    }
    return followed;
  }

  private static void assertInOrder(Path shown) {
    long latestMs = 0;
    for (String line : lines(shown)) {
      OptionalLong timeMs = timeMs(text(line));
      if (timeMs.isPresent()) {
        assertThat(timeMs.getAsLong()).as(line).isGreaterThan(latestMs - LogTail.FLUSH_MS);
        latestMs = Math.max(latestMs, timeMs.getAsLong());
      }
    }
  }

  private static OptionalLong timeMs(String text) {
    try {
      return OptionalLong.of(
          OffsetDateTime.parse(text.split(" ", 2)[0]).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty(); // a line of a stack trace
    }
  }

  private static String process(String line) {
    return line.split(" ", 2)[0];
  }

  private static String text(String line) {
    return line.replaceFirst("^\\S+ +", "");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
