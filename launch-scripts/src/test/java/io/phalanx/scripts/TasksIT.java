package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import io.phalanx.shared.testing.BuiltJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Tasks on one live cluster, which loses workers and in the end its coordinator.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TasksIT {
  /// Tasks in the course of every build; more with `-Dphalanx.tasks=10000 -Dphalanx.taskKills=10`.
  private static final int TASKS = Integer.getInteger("phalanx.tasks", 3000);

  private static final int KILLS = Integer.getInteger("phalanx.taskKills", 3);
  private static final long SEED = 5;
  private static final long WAIT_MS = 60_000;

  /// When a task with a limit of one second is answered at the latest: 1500 are promised of an idle
  /// machine, `-Dphalanx.taskAnswerMs=1500`; here it tells an answer from none.
  private static final long ANSWER_MS_MAX = Long.getLong("phalanx.taskAnswerMs", 15_000);

  private Phalanx phalanx;

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    phalanx.start(2);
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  @Order(1)
  void shouldTurnJsonIntoJson() throws Exception {
    Path text = Files.writeString(phalanx.file("words.txt"), "one two\nthree\n");
    String id = task("submit", "word-count", "{\"file\": \"" + text + "\"}").out().strip();

    JsonNode json = Phalanx.json(task("result", id, "--json"));

    assertThat(json.get("task").asText()).isEqualTo(id);
    assertThat(json.get("name").asText()).isEqualTo("word-count");
    assertThat(json.get("state").asText()).isEqualTo("DONE");
    assertThat(json.get("attempts").asInt()).isEqualTo(1);
    assertThat(json.get("worker").isInt()).isTrue();
    assertThat(json.get("seconds").isDouble()).isTrue();
    assertThat(json.get("result").toString()).isEqualTo("{\"lines\":2,\"words\":3,\"bytes\":14}");
    assertThat(json.get("error").isNull()).isTrue();
    assertThat(task("result", id).out()).isEqualTo("{\"lines\":2,\"words\":3,\"bytes\":14}\n");
    assertThat(task("list").out()).contains(id).contains("word-count");
  }

  @Test
  @Order(2)
  void shouldSayWhatWasWrong() throws Exception {
    Outcome unknown = phalanx.run("task submit", "primecount", "{}");
    Outcome noJson = phalanx.run("task submit", "echo", "{");
    Outcome noTask = phalanx.run("task result", "t999999");
    String failing = task("submit", "sleep", "{\"ms\": \"long\"}").out().strip();
    Outcome failed = phalanx.run("task result", failing);

    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no such task: task=primecount").contains("prime-count");
    assertThat(noJson.exit()).isEqualTo(2);
    assertThat(noJson.err()).contains("input is not JSON");
    assertThat(noTask.exit()).isEqualTo(2);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .contains("IllegalArgumentException")
        .contains("field=ms")
        .contains("stack trace in ");
  }

  @Test
  @Order(3)
  void shouldRunTheTaskOfTheGuideFromAJar(@TempDir Path folder) throws Exception {
    Path jar =
        BuiltJar.in(folder)
            .source("Greeting", Guide.named("tasks.md").programs().getFirst())
            .resource("META-INF/services/io.phalanx.shared.task.Task", "Greeting")
            .compile()
            .pack(phalanx.file("greeting.jar"), "");

    Outcome without = phalanx.run("task submit", "greeting", "{\"name\": \"Ada\"}");
    String id = task("submit", "greeting", "{\"name\": \"Ada\"}", "--tasks", jar).out().strip();
    Files.delete(jar);

    assertThat(without.exit()).isEqualTo(2);
    assertThat(task("result", id).out()).isEqualTo("\"Hello Ada\"\n");
  }

  @Test
  @Order(4)
  void shouldGiveEachTaskOneOutcomeWhileWorkersAreKilled() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<TaskRequest> requests = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      requests.add(
          TaskRequest.of(i % 10 == 0 ? "sleep" : "echo", i % 10 == 0 ? "{\"ms\": 5}" : "" + i)
              .withPriority(random.nextInt(3))
              .withRetries(KILLS));
    }
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      List<Long> ids = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        ids.addAll(
            tasks.submit(requests.subList(kill * TASKS / KILLS, (kill + 1) * TASKS / KILLS)));
        LockSupport.parkNanos(random.nextLong(100_000_000));
        ClusterProcesses.kill(phalanx.workerPid(random.nextInt(2)));
        phalanx.awaitIdle(2);
      }

      int lost = 0;
      Set<Long> ended = new HashSet<>();
      for (int i = 0; i < TASKS; i++) {
        TaskRecord task = tasks.result(ids.get(i), WAIT_MS).orElseThrow();
        assertThat(task.state()).as("%s", task).isEqualTo(TaskState.DONE);
        assertThat(ended.add(task.taskId())).isTrue();
        lost += task.attempts() - 1;
        if (i % 10 != 0) {
          assertThat(task.outcome().result()).isEqualTo("" + i);
        }
      }
      assertThat(ended).hasSize(TASKS);
      assertThat(lost).isBetween(0, KILLS);
    }
  }

  @Test
  @Order(5)
  void shouldKillTheWorkerOfATaskThatTakesTooLongAndNoOther() {
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      long neighbour = tasks.submit(TaskRequest.of("sleep", "{\"ms\": 2500}"));
      Await.until(
          "neighbour at work",
          Await.LONG,
          () -> tasks.result(neighbour, 0).orElseThrow().state() == TaskState.RUNNING);
      List<Long> pids = phalanx.workerPids();

      long beginNs = System.nanoTime();
      long endless = tasks.submit(TaskRequest.of("sleep", "{\"ms\": 3600000}").withTimeoutMs(1000));
      List<Long> queued =
          tasks.submit(List.of(TaskRequest.of("echo", "1"), TaskRequest.of("echo", "2")));
      TaskRecord late = tasks.result(endless, WAIT_MS).orElseThrow();
      long answeredMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);

      assertThat(late.state()).isEqualTo(TaskState.TIMED_OUT);
      assertThat(late.attempts()).isEqualTo(1);
      assertThat(answeredMs).isLessThan(ANSWER_MS_MAX);
      TaskRecord undisturbed = tasks.result(neighbour, WAIT_MS).orElseThrow();
      assertThat(undisturbed.state()).isEqualTo(TaskState.DONE);
      assertThat(undisturbed.attempts()).isEqualTo(1);
      for (long id : queued) {
        TaskRecord task = tasks.result(id, WAIT_MS).orElseThrow();
        assertThat(task.state()).isEqualTo(TaskState.DONE);
        assertThat(task.attempts()).isEqualTo(1);
      }
      phalanx.awaitIdle(2);
      List<Long> after = phalanx.workerPids();
      assertThat(after.get(undisturbed.worker())).isEqualTo(pids.get(undisturbed.worker()));
      assertThat(after.get(late.worker())).isNotEqualTo(pids.get(late.worker()));
    }
  }

  @Test
  @Order(6)
  void shouldQuarantineATaskWhoseWorkersDie() {
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      long deadly = tasks.submit(TaskRequest.of("sleep", "{\"ms\": 3600000}").withRetries(1));
      for (int attempt = 1; attempt <= 2; attempt++) {
        int count = attempt;
        Await.until(
            "attempt " + attempt,
            Await.LONG,
            () -> {
              TaskRecord now = tasks.result(deadly, 0).orElseThrow();
              return now.state() == TaskState.RUNNING && now.attempts() == count;
            });
        int worker = tasks.result(deadly, 0).orElseThrow().worker();
        ClusterProcesses.kill(phalanx.workerPid(worker));
      }

      TaskRecord task = tasks.result(deadly, WAIT_MS).orElseThrow();

      assertThat(task.state()).isEqualTo(TaskState.QUARANTINED);
      assertThat(task.attempts()).isEqualTo(2);
      assertThat(task.outcome().error()).contains("signal=9").contains("post-mortem=");
      phalanx.awaitIdle(2);
    }
  }

  @Test
  @Order(7)
  void shouldHaveOutcomesAfterTheCoordinatorIsGone() throws Exception {
    String early = task("submit", "prime-count", "{\"below\": 1000}").out().strip();
    task("result", early);
    List<Long> waiting;
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      waiting =
          tasks.submit(
              List.of(
                  TaskRequest.of("sleep", "{\"ms\": 1500}"),
                  TaskRequest.of("sleep", "{\"ms\": 1501}"),
                  TaskRequest.of("echo", "\"later\"")));
    }
    phalanx.killCoordinator();
    phalanx.start(2);

    assertThat(task("result", early).out()).contains("\"primes\":168");
    for (long id : waiting) {
      JsonNode json = Phalanx.json(task("result", TaskRecord.idText(id), "--json"));
      assertThat(json.get("state").asText()).isEqualTo("DONE");
      assertThat(json.get("attempts").asInt()).isEqualTo(1);
    }
    String next = task("submit", "echo", "1").out().strip();
    assertThat(TaskRecord.parseId(next)).isGreaterThan(waiting.getLast());
  }

  private Outcome task(String command, Object... arguments) throws Exception {
    return phalanx.succeed("task " + command, arguments);
  }
}
