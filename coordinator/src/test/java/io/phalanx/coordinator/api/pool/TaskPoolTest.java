package io.phalanx.coordinator.api.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ParameterizedClass(name = "virtual={0}")
@ValueSource(booleans = {true, false})
class TaskPoolTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  /// Of tasks that end at once, on a busy machine too.
  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  private final ThreadTaskPool pool;
  private final CountDownLatch release = new CountDownLatch(1);

  TaskPoolTest(boolean virtual) {
    pool = virtual ? TaskPool.threads(1) : TaskPool.platformThreads(1);
  }

  @AfterEach
  void endTasks() {
    release.countDown();
    pool.shutdownNow();
  }

  @Test
  void shouldInterruptATaskWhenItsTimeIsUp() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<Integer> endless =
        pool.submit(
            () -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
              return 1;
            },
            TaskPool.NORMAL,
            SHORT);
    assertThatThrownBy(endless::get).hasCauseInstanceOf(TaskTimeoutException.class);
    assertThat(interrupted.get()).isTrue();
    assertThat(pool.submit(() -> Thread.currentThread().isInterrupted(), 0).get()).isFalse();
    assertThat(pool.report()).isEqualTo(new PoolReport(0, 0, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void shouldReportATaskThatIgnoresItsTimeoutAndKeepItsPlace() throws Exception {
    CompletableFuture<Integer> stubborn = pool.submit(this::ignoreInterrupts, 0, SHORT);
    CompletableFuture<Integer> next = pool.submit(() -> 2, 0);
    assertThatThrownBy(stubborn::get).hasCauseInstanceOf(TaskTimeoutException.class);
    assertThat(pool.report()).isEqualTo(new PoolReport(1, 0, 0, 0, 1, 0, 1, 0));
    release.countDown();
    assertThat(next.get()).isEqualTo(2);
    assertThat(pool.report()).isEqualTo(new PoolReport(0, 0, 1, 0, 1, 0, 0, 0));
    assertThat(TaskOutcome.of(0, stubborn)).isInstanceOf(TaskOutcome.TimedOut.class);
  }

  @Test
  void shouldMeasureATimeoutFromTheStartOfTheTask() throws Exception {
    CompletableFuture<Integer> first = pool.submit(this::ignoreInterrupts, 0, SHORT);
    CompletableFuture<Integer> second = pool.submit(() -> 2, 0, Duration.ofMinutes(1));
    assertThatThrownBy(first::get).hasCauseInstanceOf(TaskTimeoutException.class);
    release.countDown();
    assertThat(second.get()).isEqualTo(2);
  }

  @Test
  void shouldRefuseATimeoutThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> pool.submit(() -> 1, 0, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> TaskPool.threads(0));
  }

  @Test
  void shouldGiveTheOutcomesOfInputsInTheirOrder() throws Exception {
    IllegalStateException cause = new IllegalStateException("of the task");
    TaskResults<Integer> results =
        pool.mapWithTimeout(
            input ->
                () ->
                    switch (input) {
                      case 1 -> throw cause;
                      case 2 -> ignoreInterrupts(); // until its time is up and somebody lets go
                      default -> input * 10;
                    },
            List.of(0, 1, 2, 3),
            LONG_ENOUGH);
    assertThatThrownBy(results.futures().get(2)::get)
        .hasCauseInstanceOf(TaskTimeoutException.class);
    release.countDown();
    List<TaskOutcome<Integer>> outcomes = results.inInputOrder();
    assertThat(outcomes.get(0)).isEqualTo(new TaskOutcome.Done<>(0, 0));
    assertThat(outcomes.get(1)).isEqualTo(new TaskOutcome.Failed<>(1, cause));
    assertThat(outcomes.get(2)).isInstanceOf(TaskOutcome.TimedOut.class);
    assertThat(outcomes.get(3)).isEqualTo(new TaskOutcome.Done<>(3, 30));
  }

  @Test
  void shouldRunNoneOfManyWhenThePoolIsFull() {
    AtomicInteger ran = new AtomicInteger();
    Callable<Integer> task = ran::incrementAndGet;
    List<Integer> tooMany = IntStream.rangeClosed(0, ThreadTaskPool.WAITING_MAX).boxed().toList();
    assertThatThrownBy(() -> pool.mapWithTimeout(_ -> task, tooMany, TaskPool.UNLIMITED))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("waitingMax=1000000");
    pool.close();
    assertThat(ran).hasValue(0);
  }

  @Test
  void shouldHandOverOutcomesAsTheyComeAndCountCallbacksThatThrow() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (TaskPool pair = TaskPool.threads(2)) {
      TaskResults<Integer> results =
          pair.mapWithTimeout(
              input ->
                  () -> {
                    if (input == 0) {
                      second.await();
                    }
                    return input;
                  },
              List.of(0, 1),
              TaskPool.UNLIMITED);
      List<Integer> order = new ArrayList<>();
      results.asCompleted(outcome -> {
        order.add(outcome.index());
        second.countDown();
        throw new AssertionError("of the callback");
      });
      assertThat(order).containsExactly(1, 0);
      assertThat(pair.report().callbackFailures()).isEqualTo(2);
    }
  }

  @Test
  void shouldStartABatchWhenTheOneBeforeHasEnded() throws Exception {
    AtomicInteger calledBack = new AtomicInteger();
    List<Callable<Integer>> tasks = Collections.nCopies(5, calledBack::get);
    List<TaskOutcome<Integer>> outcomes = pool.batch(tasks, 2, _ -> calledBack.incrementAndGet());
    for (int i = 0; i < 5; i++) {
      TaskOutcome<Integer> outcome = outcomes.get(i);
      assertThat(outcome.index()).isEqualTo(i);
      int ofBatchesBefore = i / 2 * 2;
      assertThat(outcome.get()).isBetween(ofBatchesBefore, ofBatchesBefore + 1);
    }
    assertThat(calledBack).hasValue(5);
    assertThatIllegalArgumentException().isThrownBy(() -> pool.batch(tasks, 0, _ -> {}));
  }

  @Test
  void shouldCancelTheBatchWhenItsCallerIsInterrupted() throws Exception {
    Callable<Boolean> endless =
        () -> {
          release.await();
          return true;
        };
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.batch(List.of(endless, endless, endless), 2, _ -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(pool.submit(() -> 1, 0).get()).isEqualTo(1);
    assertThat(pool.report().cancelled()).isEqualTo(2);
  }

  @Test
  void shouldCountHowTasksEnded() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Integer> running =
        pool.submit(
            () -> {
              started.countDown();
              return ignoreInterrupts();
            },
            0);
    started.await();
    CompletableFuture<Integer> waiting = pool.submit(() -> 1, 0);
    assertThat(pool.report()).isEqualTo(new PoolReport(1, 1, 0, 0, 0, 0, 0, 0));
    assertThat(waiting.cancel(true)).isTrue();
    assertThat(pool.report()).isEqualTo(new PoolReport(0, 1, 0, 0, 0, 1, 0, 0));
    assertThat(running.cancel(true)).isTrue();
    assertThat(pool.report()).isEqualTo(new PoolReport(0, 0, 0, 0, 0, 2, 1, 0));
  }

  @Test
  void shouldRefuseATaskWhenNoThreadCanBeStarted() {
    try (ThreadTaskPool without =
        ThreadTaskPool.create(
            1,
            _ -> {
              throw new OutOfMemoryError("unable to create native thread");
            })) {
      assertThatThrownBy(() -> without.submit(() -> 1, 0))
          .isInstanceOf(RejectedExecutionException.class)
          .hasCauseInstanceOf(OutOfMemoryError.class);
      assertThat(without.report().waiting()).isZero();
    }
  }

  private int ignoreInterrupts() {
    boolean released = false;
    while (!released) {
      try {
        release.await();
        released = true;
      } catch (InterruptedException e) {
        released = false; // this is the misbehaviour the test is about
      }
    }
    return 1;
  }
}
