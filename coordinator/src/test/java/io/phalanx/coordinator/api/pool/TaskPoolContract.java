package io.phalanx.coordinator.api.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What holds of every pool, whatever runs its tasks.
@Timeout(60)
public abstract class TaskPoolContract {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final NamedTask ENDLESS = NamedTask.of("sleep", "{\"ms\": 3600000}");
  private static final NamedTask FAILING = NamedTask.of("sleep", "{\"ms\": \"long\"}");

  /// A pool that runs two tasks beside each other, and that nothing was submitted to.
  protected abstract TaskPool pool();

  /// Stops all that the pool does.
  protected abstract void stop();

  @Test
  void shouldGiveWhatATaskReturnsOrThrows() throws Exception {
    CompletableFuture<String> returned = pool().submit(echo(7), TaskPool.NORMAL);
    CompletableFuture<String> thrown = pool().submit(FAILING, TaskPool.NORMAL);

    assertThat(returned.get()).isEqualTo("7");
    assertThatThrownBy(thrown::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessageContaining("field=ms");
    assertThat(pool().report()).isEqualTo(new PoolReport(0, 0, 1, 1, 0, 0, 0, 0));
  }

  @Test
  void shouldStopATaskWhenItsTimeIsUp() throws Exception {
    CompletableFuture<String> first = pool().submit(ENDLESS, TaskPool.NORMAL, SHORT);
    CompletableFuture<String> second = pool().submit(ENDLESS, TaskPool.NORMAL, SHORT);
    CompletableFuture<String> next = pool().submit(echo(1), TaskPool.NORMAL);

    assertThatThrownBy(first::get).hasCauseInstanceOf(TaskTimeoutException.class);
    assertThatThrownBy(second::get).hasCauseInstanceOf(TaskTimeoutException.class);
    assertThat(next.get()).isEqualTo("1");
    assertThat(pool().report().timedOut()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool().submit(echo(1), TaskPool.NORMAL, Duration.ZERO));
  }

  @Test
  void shouldGiveTheOutcomesOfInputsInTheirOrder() throws Exception {
    List<TaskOutcome<String>> outcomes =
        pool()
            .mapWithTimeout(
                input -> input == 1 ? FAILING : input == 2 ? ENDLESS : echo(input),
                List.of(0, 1, 2, 3),
                Duration.ofMillis(500)) // echoes end in time on a busy machine, too
            .inInputOrder();

    assertThat(outcomes.get(0)).isEqualTo(new TaskOutcome.Done<>(0, "0"));
    assertThat(outcomes.get(1)).isInstanceOf(TaskOutcome.Failed.class);
    assertThat(outcomes.get(2)).isInstanceOf(TaskOutcome.TimedOut.class);
    assertThat(outcomes.get(3)).isEqualTo(new TaskOutcome.Done<>(3, "3"));
  }

  @Test
  void shouldHandOverOutcomesAsTheyComeAndCountCallbacksThatThrow() throws Exception {
    TaskResults<String> results =
        pool()
            .mapWithTimeout(
                input -> input == 0 ? ENDLESS : echo(input), List.of(0, 1), TaskPool.UNLIMITED);
    List<Integer> order = new ArrayList<>();
    results.asCompleted(outcome -> {
      order.add(outcome.index());
      results.futures().getFirst().cancel(true);
      throw new AssertionError("of the callback");
    });

    assertThat(order).containsExactly(1, 0);
    assertThat(pool().report().callbackFailures()).isEqualTo(2);
  }

  @Test
  void shouldCallBackForEveryTaskOfEveryBatch() throws Exception {
    List<Integer> calledBack = new ArrayList<>();
    List<NamedTask> tasks = IntStream.range(0, 5).mapToObj(TaskPoolContract::echo).toList();
    List<TaskOutcome<String>> outcomes =
        pool().batch(tasks, 2, outcome -> calledBack.add(outcome.index()));

    assertThat(calledBack).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(calledBack.getLast()).isEqualTo(4);
    for (int i = 0; i < 5; i++) {
      assertThat(outcomes.get(i)).isEqualTo(new TaskOutcome.Done<>(i, String.valueOf(i)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> pool().batch(tasks, 0, _ -> {}));
  }

  @Test
  void shouldCancelTheBatchWhenItsCallerIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool().batch(Collections.nCopies(3, ENDLESS), 2, _ -> {}))
        .isInstanceOf(InterruptedException.class);

    assertThat(pool().submit(echo(1), TaskPool.NORMAL).get()).isEqualTo("1");
    assertThat(pool().report().cancelled()).isEqualTo(2);
  }

  @Test
  void shouldStopWhatIsCancelledAndGoOnWithOthers() throws Exception {
    List<CompletableFuture<String>> endless =
        IntStream.range(0, 4).mapToObj(_ -> pool().submit(ENDLESS, TaskPool.NORMAL)).toList();
    CompletableFuture<String> last = pool().submit(echo(1), TaskPool.NORMAL - 1);

    endless.forEach(future -> assertThat(future.cancel(true)).isTrue());

    assertThat(endless).allMatch(CompletableFuture::isCancelled);
    assertThatThrownBy(endless.getLast()::get).isInstanceOf(CancellationException.class);
    assertThat(last.get()).isEqualTo("1");
    assertThat(last.cancel(true)).isFalse();
    assertThat(pool().report().cancelled()).isEqualTo(4);
  }

  @Test
  void shouldStartTheMostUrgentFirst() throws Exception {
    List<CompletableFuture<String>> holders =
        IntStream.range(0, 2).mapToObj(_ -> pool().submit(ENDLESS, Integer.MAX_VALUE)).toList();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<?>> waiting = new ArrayList<>();
    for (int priority : List.of(1, 3, 2, 3, 1)) {
      // One at a time runs beside the holder that stays.
      waiting.add(pool().submit(echo(priority), priority).thenAccept(_ -> order.add(priority)));
    }
    assertThat(holders.getFirst().cancel(true)).isTrue();
    CompletableFuture.allOf(waiting.toArray(CompletableFuture<?>[]::new)).get();
    holders.getLast().cancel(true);

    assertThat(order).containsExactly(3, 3, 2, 1, 1);
  }

  @Test
  void shouldRunWhatItHasAndRefuseOthersWhenShutDown() throws Exception {
    CompletableFuture<String> had = pool().submit(sleep(50), TaskPool.NORMAL);
    assertThat(pool().isShutdown()).isFalse();
    pool().shutdown();

    assertThat(pool().isShutdown()).isTrue();
    assertThatThrownBy(() -> pool().submit(echo(1), TaskPool.NORMAL))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
    assertThat(pool().awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(pool().isTerminated()).isTrue();
    assertThat(had.resultNow()).isEqualTo("{\"sleptMs\":50}");
  }

  @Test
  void shouldWaitForItsTasksWhenClosedAndStopThemWhenInterrupted() throws Exception {
    CompletableFuture<String> first = pool().submit(sleep(50), TaskPool.NORMAL);
    CompletableFuture<String> endless = pool().submit(ENDLESS, TaskPool.NORMAL);
    assertThat(first.get()).isNotEmpty();
    assertThat(pool().awaitTermination(0, TimeUnit.SECONDS)).isFalse();
    Thread.currentThread().interrupt();
    pool().close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool().isTerminated()).isTrue();
    assertThat(endless).isDone();
    assertThat(endless.state()).isNotEqualTo(CompletableFuture.State.SUCCESS);
  }

  @Test
  void shouldEndWithoutTasksAtOnce() throws Exception {
    stop();
    pool().close();
    assertThat(pool().awaitTermination(0, TimeUnit.SECONDS)).isTrue();
  }

  private static NamedTask echo(int number) {
    return NamedTask.of("echo", String.valueOf(number));
  }

  private static NamedTask sleep(int ms) {
    return NamedTask.of("sleep", "{\"ms\": " + ms + "}");
  }
}
