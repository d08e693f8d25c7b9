package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes are killed where it hurts; what is left is told apart, recovered, and used again.
class FaultsIT {
  /// 128 MiB, written in full.
  private static final Shape BIG = new Shape(4096, 4096);

  /// 512 MiB, a sparse file.
  private static final Shape HUGE = new Shape(8192, 8192);

  private static final int HITS_TRIED_MAX = 10;

  @TempDir private Path root;
  private Phalanx phalanx;
  private Path small;

  @BeforeEach
  void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
    small = Matrices.write(phalanx.file("small.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    phalanx.close();
  }

  @Test
  void shouldLeaveNoWorkerAndStartAgainWhenTheCoordinatorIsKilled() throws Exception {
    phalanx.start(2);
    ClusterProcesses.kill(phalanx.coordinatorPid());
    phalanx.processes().awaitNone(Duration.ofSeconds(2));

    phalanx.start(2);

    assertThat(phalanx.json("run", "sum", small).get("result").asDouble()).isEqualTo(6);
  }

  @Test
  void shouldKillAStoppedWorkerOfADeadCoordinatorBeforeItStarts() throws Exception {
    phalanx.start(2);
    long stopped = phalanx.workerPid(0);
    ClusterProcesses.signal("STOP", stopped);
    ClusterProcesses.kill(phalanx.coordinatorPid());
    Await.until(
        "only the stopped worker",
        Duration.ofSeconds(10),
        () -> phalanx.processes().alive().size() == 1);

    phalanx.start(1);

    assertThat(ProcessHandle.of(stopped)).isEmpty();
    assertThat(phalanx.json("run", "sum", small).get("result").asDouble()).isEqualTo(6);
  }

  @Test
  void shouldTellTheStateOfTheFileWhenTheCoordinatorIsKilledDuringAJobInPlace() throws Exception {
    Path file = Matrices.writeSparse(phalanx.file("huge.npy"), HUGE);
    phalanx.start(2);
    WatchedJob job = submit("tanh", file, null);
    job.awaitMidway();
    ClusterProcesses.kill(phalanx.coordinatorPid());
    phalanx.processes().awaitNone(Duration.ofSeconds(2));

    phalanx.start(2);

    JsonNode lost = phalanx.json("jobs").at("/jobs/0");
    assertThat(lost.get("job").asText()).isEqualTo(job.id());
    assertThat(lost.get("state").asText()).isEqualTo("FAILED");
    assertThat(lost.get("error").asText())
        .contains("coordinator died", file.toString())
        .containsPattern("[1-9]\\d* of 64 tiles are transformed, [12] may be partly transformed");
  }

  @Test
  void shouldRemoveTheHalfOutputWhenTheCoordinatorIsKilled() throws Exception {
    Path file = Matrices.writeSparse(phalanx.file("huge.npy"), HUGE);
    Path output = phalanx.file("out.npy");
    phalanx.start(2);
    WatchedJob job = submit("tanh", file, output);
    job.awaitMidway();
    ClusterProcesses.kill(phalanx.coordinatorPid());
    phalanx.processes().awaitNone(Duration.ofSeconds(2));

    phalanx.start(2);

    assertThat(phalanx.json("jobs").at("/jobs/0/state").asText()).isEqualTo("FAILED");
    phalanx.assertNoHalfOutput(output);
  }

  @Test
  void shouldRecoverWhenAWorkerIsKilledDuringAJobOutOfPlace() throws Exception {
    Path input = bigInput("in.npy");
    Path output = phalanx.file("out.npy");
    phalanx.start(2);
    WatchedJob job = submit("tanh", input, output);
    job.awaitClaimBy(0);
    ClusterProcesses.kill(phalanx.workerPid(0));

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("workerRestarts").asInt()).isEqualTo(1);
    phalanx.succeed("run", "tanh", input, "--out", phalanx.file("whole.npy"));
    assertThat(Matrices.checksum(output)).isEqualTo(Matrices.checksum(phalanx.file("whole.npy")));
    phalanx.assertNoHalfOutput(phalanx.file("none.npy"));
  }

  @Test
  void shouldDoTheTileAgainWhenAWorkerIsKilledDuringARepeatableJobInPlace() throws Exception {
    Path input = bigInput("in.npy");
    Path file = Files.copy(input, phalanx.file("changed.npy"));
    phalanx.start(2);
    WatchedJob job = submit("relu", file, null);
    job.awaitClaimBy(1);
    ClusterProcesses.kill(phalanx.workerPid(1));

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    phalanx.succeed("run", "relu", input, "--out", phalanx.file("whole.npy"));
    assertThat(Matrices.checksum(file)).isEqualTo(Matrices.checksum(phalanx.file("whole.npy")));
  }

  @Test
  void shouldFailAndSayWhatIsTransformedWhenAWorkerIsKilledDuringAnyOtherJobInPlace()
      throws Exception {
    Path input = bigInput("in.npy");
    Path file = phalanx.file("changed.npy");
    phalanx.start(2);

    Outcome outcome = failInPlace(input, file);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("worker lost", "signal=9", "are partly transformed", file.toString())
        .containsPattern("\\d+ of 16 tiles are transformed, 1 may be partly transformed, the rest");
    phalanx.awaitIdle(2);
    assertThat(phalanx.json("run", "sum", small).get("result").asDouble()).isEqualTo(6);
  }

  /// Kills a worker until that hits it within a tile; between two tiles the job can go on.
  private Outcome failInPlace(Path input, Path file) throws IOException, InterruptedException {
    for (int tried = 0; tried < HITS_TRIED_MAX; tried++) {
      Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
      WatchedJob job = submit("tanh", file, null);
      job.awaitClaimBy(0);
      ClusterProcesses.kill(phalanx.workerPid(0));
      Outcome outcome = phalanx.run("wait", job.id());
      if (outcome.exit() != 0) {
        return outcome;
      }
      phalanx.awaitIdle(2);
    }
    throw new AssertionError("no kill hit a tile: tried=" + HITS_TRIED_MAX);
  }

  private WatchedJob submit(String operation, Path input, @Nullable Path output) {
    return WatchedJob.submit(phalanx, WatchedJob.request(operation, input, output));
  }

  /// 128 MiB of numbers that every operation changes.
  private Path bigInput(String name) {
    return Matrices.write(
        phalanx.file(name), DType.FLOAT64, BIG, index -> Math.floorMod(index * 7919, 17) - 8.5);
  }
}
