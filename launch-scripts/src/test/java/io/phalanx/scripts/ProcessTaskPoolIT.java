package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.coordinator.api.ClusterGoneException;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.api.pool.NamedTask;
import io.phalanx.coordinator.api.pool.ProcessTaskPool;
import io.phalanx.coordinator.api.pool.TaskFailedException;
import io.phalanx.coordinator.api.pool.TaskPool;
import io.phalanx.coordinator.api.pool.TaskPoolContract;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What holds of every pool, and what only worker processes do, on one cluster of two workers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessTaskPoolIT extends TaskPoolContract {
  private static final int CALLERS = 4;
  private static final int TASKS_PER_CALLER = 250;
  private static final NamedTask ENDLESS = NamedTask.of("sleep", "{\"ms\": 3600000}");

  private Phalanx phalanx;
  private ProcessTaskPool pool;

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    phalanx.start(2);
  }

  @BeforeEach
  void openPool() {
    pool = TaskPool.processes(phalanx.directory());
  }

  @AfterEach
  @Override
  protected void stop() {
    pool.shutdownNow();
    pool.close();
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @Override
  protected TaskPool pool() {
    return pool;
  }

  @Test
  void shouldRefuseWhatNoProcessCanRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.submit(() -> 1, TaskPool.NORMAL))
        .withMessageContaining("ProcessTaskPoolIT")
        .withMessageContaining("submit a NamedTask");
    assertThatThrownBy(() -> TaskPool.processes(phalanx.beside("none").directory()))
        .isInstanceOf(PhalanxException.class)
        .hasMessageContaining("no cluster is running");
  }

  @Test
  void shouldServeManyCallersAtATime() throws Exception {
    List<List<CompletableFuture<String>>> submitted = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      List<CompletableFuture<String>> futures = new ArrayList<>();
      submitted.add(futures);
      int first = caller * TASKS_PER_CALLER;
      callers.add(
          Thread.ofVirtual()
              .start(() ->
                  IntStream.range(first, first + TASKS_PER_CALLER)
                      .forEach(number ->
                          futures.add(pool.submit(NamedTask.of("echo", "" + number), 0)))));
    }
    for (Thread caller : callers) {
      caller.join();
    }

    int number = 0;
    for (List<CompletableFuture<String>> futures : submitted) {
      for (CompletableFuture<String> future : futures) {
        assertThat(future.get()).isEqualTo("" + number++);
      }
    }
    assertThat(number).isEqualTo(CALLERS * TASKS_PER_CALLER);
    assertThat(pool.report().done()).isEqualTo(number);
  }

  @Test
  void shouldGiveALargeResult() throws Exception {
    String large = "\"" + "x".repeat(100_000) + "\"";
    assertThat(pool.submit(NamedTask.of("echo", large), 0).get()).isEqualTo(large);
  }

  @Test
  void shouldSayWhatTheTaskThrew() {
    assertThatThrownBy(pool.submit(NamedTask.of("sleep", "{}"), 0)::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TaskFailedException.class, failed -> assertThat(failed.isQuarantined()).isFalse())
        .hasMessageContaining("java.lang.IllegalArgumentException: wrong input: field=ms")
        .hasMessageContaining("stack trace in ");
  }

  @Test
  void shouldFailWithThePostMortemWhenTheWorkersOfATaskDie() {
    CompletableFuture<String> deadly = pool.submit(ENDLESS.withRetries(0), 0);
    TaskRecord running = awaitRunning();
    ClusterProcesses.kill(phalanx.workerPid(running.worker()));

    assertThatThrownBy(deadly::get)
        .cause()
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failed -> {
              assertThat(failed.isQuarantined()).isTrue();
              assertThat(failed.taskId()).isEqualTo(running.taskId());
            })
        .hasMessageContaining("signal=9")
        .hasMessageContaining("post-mortem=");
    phalanx.awaitIdle(2);
  }

  @Test
  void shouldLetWhatRunsGoOnWhenACancelMayNotStopIt() throws Exception {
    CompletableFuture<String> going = pool.submit(NamedTask.of("sleep", "{\"ms\": 400}"), 0);
    TaskRecord running = awaitRunning();
    assertThat(going.cancel(false)).isTrue();
    assertThat(pool.report().stillBusy()).isEqualTo(1);
    pool.close();

    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      assertThat(tasks.result(running.taskId(), 0).orElseThrow().state()).isEqualTo(TaskState.DONE);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void shouldFailItsFuturesWhenTheCoordinatorIsGone() throws Exception {
    CompletableFuture<String> lost = pool.submit(NamedTask.of("sleep", "{\"ms\": 700}"), 0);
    TaskRecord running = awaitRunning();
    phalanx.killCoordinator();

    assertThatThrownBy(lost::get)
        .cause()
        .isInstanceOf(PhalanxException.class)
        .hasCauseInstanceOf(ClusterGoneException.class)
        .hasMessageContaining("the cluster is gone")
        .hasMessageContaining("task=" + TaskRecord.idText(running.taskId()));
    assertThatThrownBy(() -> pool.submit(ENDLESS, 0))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("the cluster is gone");
    pool.close();

    phalanx.start(2);
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      TaskRecord ended = tasks.result(running.taskId(), 60_000).orElseThrow();
      assertThat(ended.state()).isEqualTo(TaskState.DONE);
    }
  }

  private TaskRecord awaitRunning() {
    try (ClusterTasks tasks = ClusterTasks.connect(phalanx.directory()).orElseThrow()) {
      Await.until(
          "a task at work",
          Await.LONG,
          () -> tasks.list(1).stream().anyMatch(task -> task.state() == TaskState.RUNNING));
      return tasks.list(1).getLast();
    }
  }
}
