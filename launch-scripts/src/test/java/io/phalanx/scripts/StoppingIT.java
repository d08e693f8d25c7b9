package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is told to end does so: whole clusters by signals and `stop`, jobs by `cancel`.
class StoppingIT {
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final Shape HUGE = new Shape(8192, 8192);
  private static final int SIGINT = 2;

  @TempDir private Path root;
  private Phalanx phalanx;
  private Path small;
  private Path huge;
  private Path output;

  @BeforeEach
  void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
    small = Matrices.write(phalanx.file("small.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);
    huge = Matrices.writeSparse(phalanx.file("huge.npy"), HUGE);
    output = phalanx.file("out.npy");
  }

  @AfterEach
  void leaveNothing() throws Exception {
    phalanx.close();
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT"})
  void shouldLeaveNothingWhenARunIsToldToEnd(String signal) throws Exception {
    assumeDelivered(signal);
    Script run = phalanx.script("run", "tanh", huge, "--out", output, "--workers", 2);
    Process process = run.start();
    new WatchedJob(phalanx, WatchedJob.FIRST).awaitMidway();

    ClusterProcesses.signal(signal, process.pid());

    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(run.await(process).exit()).isNotZero();
    phalanx.assertNoHalfOutput(output);
    assertUsable();
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT"})
  void shouldLeaveNothingWhenAClusterIsToldToEndDuringAJob(String signal) throws Exception {
    assumeDelivered(signal);
    Script start = phalanx.script("start", "--workers", 2);
    Process process = start.start();
    phalanx.awaitIdle(2);
    submit(huge, output).awaitMidway();

    ClusterProcesses.signal(signal, process.pid());

    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(start.await(process).err()).doesNotContain("Exception");
    phalanx.assertNoHalfOutput(output);
    assertUsable();
  }

  @Test
  void shouldLetRunningAndWaitingJobsEndWhenStopped() throws Exception {
    phalanx.start(2);
    WatchedJob running = submit(huge, output);
    WatchedJob waiting = submit(small, phalanx.file("second.npy"));

    phalanx.succeed("stop", "--timeout", "5m");

    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(state(running)).isEqualTo("DONE");
    assertThat(state(waiting)).isEqualTo("DONE");
    assertThat(phalanx.file("second.npy")).exists();
  }

  @Test
  void shouldCutTheRunningJobOffAndKeepTheWaitingOneWhenTheTimeIsOver() throws Exception {
    phalanx.start(2);
    WatchedJob running = submit(huge, output);
    WatchedJob waiting = submit(small, phalanx.file("second.npy"));
    running.awaitMidway();

    callHeld("stop", running, "--timeout", "0ms");

    phalanx.processes().awaitNone(END_LIMIT);
    assertThat(state(running)).isEqualTo("FAILED");
    assertThat(state(waiting)).isEqualTo("QUEUED");
    phalanx.assertNoHalfOutput(output);
    assertThat(phalanx.file("second.npy")).doesNotExist();
    phalanx.start(2);
    phalanx.succeed("wait", waiting.id());
    assertThat(phalanx.file("second.npy")).exists();
  }

  @Test
  void shouldStopAlthoughAWorkerDoesNotEndItsTile() throws Exception {
    phalanx.start(2);
    WatchedJob job = submit(huge, null);
    job.awaitClaimBy(0);
    ClusterProcesses.signal("STOP", phalanx.workerPid(0));

    phalanx.succeed("stop", "--timeout", "0ms");

    phalanx.processes().awaitNone(END_LIMIT);
    Outcome interrupted = phalanx.run("wait", job.id());
    assertThat(interrupted.exit()).isEqualTo(1);
    assertThat(interrupted.err())
        .hasLineCount(1)
        .contains(
            "interrupted: the cluster was stopped", "the rest is as before", "phalanx resume");
    assertThat(phalanx.json("resume", job.id()).get("state").asText()).isEqualTo("DONE");
  }

  @Test
  void shouldCancelTheRunningJob() throws Exception {
    phalanx.start(2);
    WatchedJob running = submit(huge, null);
    running.awaitMidway();

    Outcome ran = callHeld("cancel", running, running.id());

    assertThat(ran.lines()).hasSize(1);
    assertThat(ran.out())
        .startsWith(running.id() + " CANCELLED")
        .contains(huge.toString())
        .containsPattern("[1-9]\\d* of 64 tiles are transformed");
    assertUsable();
  }

  @Test
  void shouldCancelAWaitingJobWithoutDisturbingTheRunningOne() throws Exception {
    phalanx.start(2);
    WatchedJob running = submit(huge, null);
    WatchedJob waiting = submit(huge, output);
    running.awaitMidway();

    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      jobs.cancel(waiting.id());
    }

    assertThat(phalanx.json("wait", running.id()).get("state").asText()).isEqualTo("DONE");
    assertThat(state(waiting)).isEqualTo("CANCELLED");
    phalanx.assertNoHalfOutput(output);
    Outcome again = phalanx.run("cancel", waiting.id());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains(waiting.id(), "CANCELLED");
  }

  @Test
  void shouldSayThatNoClusterRuns() throws Exception {
    for (String command : List.of("stop", "status")) {
      Outcome outcome = phalanx.run(command);

      assertThat(outcome.exit()).as(command).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .hasLineCount(1)
          .contains("no cluster is running", phalanx.directory().root().toString());
    }
  }

  /// Runs a command that ends a running job, one of whose workers is held until it has been heard:
  /// the job would be over before any program has started.
  private Outcome callHeld(String command, WatchedJob job, Object... arguments) throws Exception {
    long held = phalanx.workerPid(0);
    ClusterProcesses.signal("STOP", held);
    Script script = phalanx.script(command, arguments);
    Process process = script.start();
    job.awaitHalted();
    ClusterProcesses.signal("CONT", held);
    return Phalanx.succeeded(script.await(process));
  }

  private WatchedJob submit(Path input, @Nullable Path target) {
    return WatchedJob.submit(phalanx, WatchedJob.request("tanh", input, target));
  }

  private String state(WatchedJob job) throws IOException, InterruptedException {
    for (JsonNode listed : phalanx.json("jobs").get("jobs")) {
      if (listed.get("job").asText().equals(job.id())) {
        return listed.get("state").asText();
      }
    }
    throw new AssertionError("not listed: job=" + job.id());
  }

  private void assertUsable() throws IOException, InterruptedException {
    assertThat(phalanx.json("run", "sum", small).get("result").asDouble()).isEqualTo(6);
  }

  /// A shell without job control starts what it puts into the background deaf to SIGINT, and so is
  /// all that follows.
  private static void assumeDelivered(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!signal.equals("INT") || !Files.exists(status)) {
      return;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .replace("SigIgn:", "")
            .strip();
    assumeFalse(new BigInteger(ignored, 16).testBit(SIGINT - 1), "SIGINT is ignored here");
  }
}
