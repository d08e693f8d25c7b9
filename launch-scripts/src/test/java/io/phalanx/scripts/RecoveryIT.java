package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A worker comes to harm at a chosen step of the tile protocol of a job in place; what the job
/// leaves is what an undisturbed one leaves, byte for byte.
///
/// All tests share a cluster: that it works on after each fault is part of what they show.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {
  /// 31 tiles, of which the last is shorter, and rows that fit no block.
  private static final Shape SHAPE = new Shape(1000, 1001);

  private static final int TILE = 7;

  private Phalanx phalanx;
  private Path input;
  private Path changed;

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    input =
        Matrices.write(
            phalanx.file("in.npy"),
            DType.FLOAT64,
            SHAPE,
            index -> Math.floorMod(index * 7919, 1009) - 504.5);
    changed = phalanx.file("changed.npy");
    phalanx.succeed("start", "--detach", "--workers", 2, "--liveness-timeout", "2s");
    phalanx.awaitIdle(2);
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @BeforeEach
  void awaitWorkers() {
    phalanx.awaitIdle(2);
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN,   false, affine",
    "COMPUTE, false, affine",
    "PUBLISH, false, affine",
    "COPY,    false, affine",
    "COPY,    true,  affine",
    "CLEAR,   false, affine",
    "FINISH,  false, affine",
    "NONE,    false, affine",
    "COPY,    true,  softmax",
    "COPY,    true,  standardize",
    "COPY,    true,  add",
    "COPY,    true,  relu",
  })
  void shouldEndExactlyWhenAWorkerIsKilled(String step, boolean half, String operation)
      throws Exception {
    // A repeatable operation has no redo, and so no middle of a copy.
    String reached = operation.equals("relu") ? "COMPUTE" : step;
    boolean halfReached = half && !operation.equals("relu");
    JobRecord job = disturbed(operation, harm(reached, halfReached, "kill", true));

    assertThat(job.state()).as(job.outcome().error()).isEqualTo(JobState.DONE);
    assertThat(job.counts().workerRestarts()).isEqualTo(1);
    assertSameAsUndisturbed(operation);
    assertThat(lost().exit()).isEqualTo("signal=9");
    assertThat(lost().doing()).contains(job.job());
    assertThat(lost().log()).last().asString().contains("break point: step=" + reached);
  }

  @ParameterizedTest
  @CsvSource({"stop", "spin"})
  void shouldKillAndReplaceAWorkerThatHangs(String action) throws Exception {
    JobRecord job = disturbed("affine", harm("COPY", true, action, true));

    assertThat(job.state()).as(job.outcome().error()).isEqualTo(JobState.DONE);
    assertSameAsUndisturbed("affine");
    assertThat(lost().cause()).contains("silent", "killed");
    // Liveness timeout, and two seconds for everything else.
    assertThat(job.times().endedMs() - job.times().startedMs()).isLessThan(4_000 + 1_000);
  }

  @Test
  void shouldSayWhenTheHeapWasFull() throws Exception {
    JobRecord job = disturbed("affine", harm("COPY", false, "heap", true));

    assertThat(job.state()).as(job.outcome().error()).isEqualTo(JobState.DONE);
    assertSameAsUndisturbed("affine");
    assertThat(lost().exit()).isEqualTo("exit=3");
    assertThat(lost().cause()).contains("the Java heap was full: worker-heap=256MiB");
  }

  @Test
  void shouldFailTheJobWhenATileKillsItsWorkerAgainAndAgain() throws Exception {
    Map<String, String> harm = harm("COPY", true, "kill", false);
    JobRecord job;
    try {
      job = disturbed("affine", harm);
    } finally {
      phalanx.unbreak();
    }

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.counts().workerRestarts()).isEqualTo(3);
    assertThat(job.outcome().error())
        .contains(
            "tile killed its worker: tile=7, elements 229376 to 262143, attempts=3, last signal=9",
            "of tile 7 the elements 229376 to ",
            "break point",
            "the rest is as before");
    assertHalfTransformed(job);
  }

  @Test
  void shouldFailTheJobAndTellTheStateWhenTheKernelThrows() throws Exception {
    JobRecord job = disturbed("affine", harm("PUBLISH", false, "throw", true));

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.counts().workerRestarts()).isZero();
    assertThat(job.outcome().error())
        .contains("operation failed: operation=affine, tile=7", "break point: tile=7");
    assertHalfTransformed(job);
  }

  @ParameterizedTest
  @CsvSource({"truncate, truncated", "delete, deleted"})
  void shouldFailTheJobWhenItsFileIsTakenAway(String deed, String said) throws Exception {
    Path victim = phalanx.file(deed + ".npy");
    Files.copy(input, victim, StandardCopyOption.REPLACE_EXISTING);
    write(harm("COPY", false, "stop", true));
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      String id = jobs.submit(request("tanh", victim));
      phalanx.awaitBreak();
      if (deed.equals("truncate")) {
        try (var file = new RandomAccessFile(victim.toFile(), "rw")) {
          file.setLength(4096);
        }
      } else {
        Files.delete(victim);
      }

      JobRecord job = jobs.await(id);

      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(job.outcome().error()).contains(said, victim.toString());
    }
    Files.deleteIfExists(victim);
  }

  @Test
  void shouldSyncToTheDiskAndSayWhatItCost() throws Exception {
    Path file = Files.copy(input, phalanx.file("durable.npy"));

    JsonNode job =
        phalanx.json(
            "run", "affine", file, "--in-place", "--durable", "--param", "a=2", "--param", "b=1");

    assertThat(job.get("state").asText()).isEqualTo("DONE");
    assertThat(job.at("/seconds/sync").isNumber()).isTrue();
  }

  /// Every tile that is said to be transformed is so, and all that is said to be as before too.
  private void assertHalfTransformed(JobRecord job) {
    double[] before = Matrices.read(input);
    double[] after = Matrices.read(changed);
    long whole = job.counts().tilesDone() * 32768;
    long transformed = 0;
    for (int index = 0; index < before.length; index++) {
      assertThat(after[index]).isIn(before[index], 2 * before[index] + 1);
      transformed += after[index] == before[index] ? 0 : 1;
    }
    assertThat(transformed).isBetween(whole - 32768, whole + 32768);
  }

  private JobRecord disturbed(String operation, Map<String, String> harm) throws Exception {
    Files.copy(input, changed, StandardCopyOption.REPLACE_EXISTING);
    write(harm);
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      return jobs.await(jobs.submit(request(operation, changed)));
    }
  }

  private void assertSameAsUndisturbed(String operation) {
    Path whole = phalanx.file("whole.npy");
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      JobRequest inPlace = request(operation, input);
      jobs.run(
          new JobRequest(
              operation, inPlace.params(), inPlace.inputs(), whole.toString(), false, Map.of()));
    }
    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(whole));
  }

  private JobRequest request(String operation, Path file) {
    Map<String, String> params = operation.equals("affine") ? Map.of("a", "2", "b", "1") : Map.of();
    List<String> inputs =
        operation.equals("add")
            ? List.of(file.toString(), input.toString())
            : List.of(file.toString());
    return new JobRequest(operation, params, inputs, null, true, Map.of());
  }

  private static Map<String, String> harm(String step, boolean half, String action, boolean once) {
    return Map.of(
        "step", step, "half", String.valueOf(half), "action", action, "once", String.valueOf(once));
  }

  /// The tile is any of a phase that has fewer.
  private void write(Map<String, String> harm) throws IOException {
    Map<String, String> lines = new HashMap<>(harm);
    lines.put("tile", String.valueOf(TILE));
    phalanx.breakAt(
        lines.entrySet().stream()
            .map(line -> line.getKey() + "=" + line.getValue())
            .toArray(String[]::new));
  }

  private LostWorker lost() {
    return new LostWorkers(phalanx.directory()).recent(1).getFirst();
  }
}
