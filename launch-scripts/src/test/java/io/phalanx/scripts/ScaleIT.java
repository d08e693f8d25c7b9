package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More and fewer workers while a cluster works.
class ScaleIT {
  private static final int JOBS = Integer.getInteger("phalanx.scaleJobs", 40);
  private static final long SEED = 6;
  private static final long SCALE_NS_MAX = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long WAIT_MS = 60_000;

  private Phalanx phalanx;

  @BeforeEach
  void enter(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldHaveAsManyWorkersAsAsked() throws Exception {
    phalanx.start(1);

    assertThat(phalanx.succeed("scale", 3).out()).isEqualTo("workers: 1 -> 3\n");
    assertThat(phalanx.processes().workers()).hasSize(3);
    assertThat(phalanx.json("scale", 2).toString())
        .isEqualTo("{\"workers\":2,\"before\":3,\"settled\":true}");
    assertThat(phalanx.processes().workers()).hasSize(2);
    assertThat(phalanx.succeed("scale", 2).out()).isEqualTo("workers: 2 -> 2\n");

    ClusterProcesses.kill(phalanx.workerPid(1));
    Await.until("two again", Await.LONG, () -> phalanx.processes().workers().size() == 2);
    phalanx.awaitIdle(2);
    phalanx.succeed("scale", 1);
    phalanx.succeed("scale", 2);
    JsonNode workers = phalanx.json("status").get("workers");
    assertThat(workers).hasSize(2);
    assertThat(workers.get(1).get("restarts").asInt()).as("of those that died").isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsWrong() throws Exception {
    assertThat(phalanx.run("scale", 2).err()).contains("no cluster is running");
    phalanx.start(1);

    Outcome none = phalanx.run("scale", 0);
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("workers=0, min=1, max=256");
    assertThat(phalanx.run("scale", "two").exit()).isEqualTo(2);
    assertThat(phalanx.run("scale").exit()).isEqualTo(2);
    assertThat(phalanx.processes().workers()).hasSize(1);
  }

  @Test
  void shouldGoOnWithThoseThatThereAreWhereNewOnesDoNotStart() throws Exception {
    phalanx.start(1);
    long first = phalanx.workerPid(0);
    AtomicBoolean ended = new AtomicBoolean();
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              while (!ended.get()) {
                phalanx.processes().workers().stream()
                    .filter(worker -> worker.pid() != first)
                    .forEach(ProcessHandle::destroyForcibly);
              }
            });
    Outcome failed = phalanx.run("scale", 2);
    ended.set(true);
    killer.join();

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("workers=1, asked=2", "see ");
    assertThat(Files.readString(phalanx.directory().log("coordinator")))
        .contains("workers do not start: workerId=1", "going on with those that there were");
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      Path file = Matrices.write(phalanx.file("a.npy"), DType.FLOAT64, new Shape(3, 3), i -> i);
      assertThat(jobs.reduce("sum", Map.of(), file)).containsExactly(36);
    }
    assertThat(phalanx.json("status").get("workers")).hasSize(1);
  }

  @Test
  void shouldDisturbNoJobInPlace() throws Exception {
    Path disturbed = matrix("disturbed.npy");
    Path quiet = matrix("quiet.npy");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    phalanx.start(1);
    try (JobClient jobs = JobClient.connect(phalanx.directory());
        ClusterClient client = ClusterClient.connect(phalanx.directory()).orElseThrow()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        ids.add(jobs.submit(job(disturbed)));
      }
      JobStore store = client.jobs();
      while (!store.require(ids.getLast()).state().isEnded()) {
        client.scale(random.nextInt(1, 5));
        LockSupport.parkNanos(random.nextLong(SCALE_NS_MAX));
      }
      for (String id : ids) {
        JobRecord job = jobs.await(id);
        assertThat(job.state()).as(job.outcome().error()).isEqualTo(JobState.DONE);
        assertThat(job.counts().tilesDone()).isEqualTo(job.counts().tiles());
        assertThat(job.counts().retriedTiles()).isZero();
        assertThat(job.counts().workerRestarts()).isZero();
      }
      client.scale(2);
      phalanx.awaitIdle(2);
      for (int i = 0; i < JOBS; i++) {
        jobs.run(job(quiet));
      }
    }
    assertThat(disturbed).hasSameBinaryContentAs(quiet);
  }

  private Path matrix(String name) {
    return Matrices.write(
        phalanx.file(name), DType.FLOAT64, new Shape(4096, 1024), i -> i % 1000 / 500.0 - 1);
  }

  /// One that may not be done twice.
  private static JobRequest job(Path file) {
    return new JobRequest(
        "affine",
        Map.of("a", "0.999", "b", "0.001"),
        List.of(file.toString()),
        null,
        true,
        Map.of(JobOptions.TILE_KIB, "64"));
  }

  @Test
  void shouldHaveATaskDoneByTheWorkerThatGoesOrElseByAnother() throws Exception {
    phalanx.start(2);
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      List<Long> ids = submitTwo(tasks, 1_500);
      assertThat(phalanx.succeed("scale", 1, "--no-wait").out()).isEqualTo("workers: 2 -> 1\n");
      JsonNode leaving = phalanx.json("status").get("workers").get(1);
      assertThat(leaving.get("state").asText()).isEqualTo("STOPPING");
      assertThat(leaving.get("task").asText()).isNotEmpty();
      for (long id : ids) {
        TaskRecord task = tasks.result(id, WAIT_MS).orElseThrow();
        assertThat(task.state()).isEqualTo(TaskState.DONE);
        assertThat(task.attempts()).isEqualTo(1);
      }
      phalanx.succeed("scale", 1);
      assertThat(phalanx.processes().workers()).hasSize(1);

      phalanx.succeed("scale", 2);
      ids = submitTwo(tasks, 2_000);
      phalanx.succeed("scale", 1, "--no-wait");
      ClusterProcesses.kill(phalanx.workerPid(1));
      int attempts = 0;
      for (long id : ids) {
        TaskRecord task = tasks.result(id, WAIT_MS).orElseThrow();
        assertThat(task.state()).isEqualTo(TaskState.DONE);
        assertThat(task.worker()).isZero();
        attempts += task.attempts();
      }
      assertThat(attempts).as("one began again, on the other worker").isEqualTo(3);
      assertThat(phalanx.processes().workers()).hasSize(1);
    }
  }

  /// Submits two tasks and waits until each worker is at one.
  private List<Long> submitTwo(ClusterTasks tasks, int ms) {
    TaskRequest sleep = TaskRequest.of("sleep", "{\"ms\": " + ms + "}").withRetries(1);
    List<Long> ids = tasks.submit(List.of(sleep, sleep));
    Await.until("both at work", Await.LONG, () -> phalanx.workersAtTasks() == 2);
    return ids;
  }
}
