package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes are killed where it hurts; what is left is told apart, recovered, and used again.
class FaultsIT {
  /// 128 MiB, written in full.
  private static final Shape BIG = new Shape(4096, 4096);

  /// One of the 16 tiles of such a matrix.
  private static final int HANGING_TILE = 9;

  /// Factors of a product in eight tiles of some 50 ms.
  private static final Shape LEFT = new Shape(4096, 1024);

  private static final Shape RIGHT = new Shape(1024, 2048);

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
    phalanx.killCoordinator();

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
  void shouldFinishAJobInPlaceWhenTheCoordinatorIsKilledAndStartedAgain() throws Exception {
    Path input = bigInput("in.npy");
    Path file = Files.copy(input, phalanx.file("changed.npy"));
    phalanx.start(2);
    WatchedJob job = submitHanging("tanh", file, null);
    phalanx.killCoordinator();
    phalanx.succeed("doctor", "--clean", "--yes");

    phalanx.start(2);

    JsonNode done = phalanx.json("wait", job.id());
    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("resumes").asInt()).isEqualTo(1);
    assertSameAsUndisturbed("tanh", input, file);
  }

  @Test
  void shouldFinishAJobOutOfPlaceWhenTheCoordinatorIsKilledAndItIsResumed() throws Exception {
    Path input = bigInput("in.npy");
    Path output = phalanx.file("out.npy");
    phalanx.start(2);
    WatchedJob job = submitHanging("tanh", input, output);
    phalanx.killCoordinator();
    assertThat(output).doesNotExist();
    phalanx.succeed("doctor", "--clean", "--yes"); // what the job needs is not touched

    JsonNode done = phalanx.json("resume", job.id(), "--workers", 1);

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertSameAsUndisturbed("tanh", input, output);
    phalanx.assertNoHalfOutput(phalanx.file("none.npy"));
  }

  @Test
  void shouldLetNobodyTouchAHalfChangedFileUntilItsJobIsGivenUp() throws Exception {
    Path file = bigInput("changed.npy");
    phalanx.start(2);
    WatchedJob job = submitHanging("tanh", file, null);
    phalanx.killCoordinator();

    Outcome refused = phalanx.run("run", "sum", file);
    Outcome cancelled = phalanx.run("cancel", job.id());

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("half changed", job.id(), "phalanx resume");
    assertThat(cancelled.exit()).as(cancelled.err()).isZero();
    assertThat(cancelled.out())
        .containsPattern(
            "CANCELLED: cancelled; .* [1-9]\\d* of 16 tiles are transformed, the rest");
    phalanx.succeed("run", "sum", file);
  }

  @Test
  void shouldRecoverWhenAWorkerIsKilledDuringAJobOutOfPlace() throws Exception {
    Path input = bigInput("in.npy");
    Path output = phalanx.file("out.npy");
    phalanx.start(2);
    WatchedJob job = submitHanging("tanh", input, output);
    int worker = job.workerOf(HANGING_TILE);
    ClusterProcesses.kill(phalanx.workerPid(worker));

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("workerRestarts").asInt()).isEqualTo(1);
    assertSameAsUndisturbed("tanh", input, output);
    phalanx.assertNoHalfOutput(phalanx.file("none.npy"));
  }

  @Test
  void shouldDoTheTileAgainWhenAWorkerIsKilledDuringARepeatableJobInPlace() throws Exception {
    Path input = bigInput("in.npy");
    Path file = Files.copy(input, phalanx.file("changed.npy"));
    phalanx.start(2);
    WatchedJob job = submitHanging("relu", file, null);
    ClusterProcesses.kill(phalanx.workerPid(job.workerOf(HANGING_TILE)));

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("retriedTiles").asInt()).isPositive();
    assertSameAsUndisturbed("relu", input, file);
  }

  @Test
  void shouldTransformEveryElementOnceWhenAWorkerIsKilledDuringAnyOtherJobInPlace()
      throws Exception {
    Path input = bigInput("in.npy");
    Path file = Files.copy(input, phalanx.file("changed.npy"));
    phalanx.start(2);
    WatchedJob job = submitHanging("tanh", file, null);
    int worker = job.workerOf(HANGING_TILE);
    ClusterProcesses.kill(phalanx.workerPid(worker));

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("workerRestarts").asInt()).isEqualTo(1);
    assertSameAsUndisturbed("tanh", input, file);
    JsonNode lost = phalanx.json("status").at("/failures/0");
    assertThat(lost.get("exit").asText()).isEqualTo("signal=9");
    assertThat(lost.get("doing").asText()).contains(job.id());
    assertThat(lost.get("log").get(0).asText()).contains("worker ready: workerId=" + worker);
  }

  @Test
  void shouldMultiplyToTheSameBytesWhenAWorkerIsKilledDuringAProduct() throws Exception {
    Path left =
        Matrices.write(phalanx.file("a.npy"), DType.FLOAT64, LEFT, index -> 1 / (1.0 + index));
    Path right = Matrices.write(phalanx.file("b.npy"), DType.FLOAT64, RIGHT, Math::sin);
    Path product = phalanx.file("product.npy");
    phalanx.start(2);
    long worker = phalanx.workerPid(0);
    List<String> factors = List.of(left.toString(), right.toString());
    WatchedJob job =
        WatchedJob.submit(
            phalanx,
            new JobRequest(
                "matmul", Map.of(), factors, product.toString(), /* inPlace= */ false, Map.of()));
    job.awaitClaimBy(0);
    ClusterProcesses.kill(worker);

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("workerRestarts").asInt()).isEqualTo(1);
    Path whole = phalanx.file("whole.npy");
    phalanx.succeed("run", "matmul", left, right, "--out", whole);
    assertThat(Matrices.checksum(product)).isEqualTo(Matrices.checksum(whole));
  }

  /// An undisturbed run out of place must give the same bytes.
  private void assertSameAsUndisturbed(String operation, Path input, Path changed)
      throws IOException, InterruptedException {
    Path whole = phalanx.file("whole.npy");
    phalanx.succeed("run", operation, input, "--out", whole);
    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(whole));
  }

  /// Submits a job, of which a worker is at one tile for ever; others are done.
  private WatchedJob submitHanging(String operation, Path input, @Nullable Path output)
      throws IOException {
    phalanx.breakAt("step=COMPUTE", "action=spin", "tile=" + HANGING_TILE);
    WatchedJob job = submit(operation, input, output);
    phalanx.awaitBreak();
    job.awaitMidway();
    return job;
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
