package io.phalanx.coordinator.api.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documentation of [ExecutorService] promises.
@Timeout(60)
@ParameterizedClass(name = "virtual={0}")
@ValueSource(booleans = {true, false})
class TaskPoolExecutorServiceTest {
  private final ExecutorService pool;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CompletableFuture<Throwable> uncaught = new CompletableFuture<>();

  TaskPoolExecutorServiceTest(boolean virtual) {
    Thread.Builder threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    ThreadFactory factory =
        threads.uncaughtExceptionHandler((_, cause) -> uncaught.complete(cause)).factory();
    pool = ThreadTaskPool.create(1, factory);
  }

  @AfterEach
  void endTasks() {
    release.countDown();
    pool.shutdownNow();
  }

  @Test
  void shouldGiveTheResultWhenATaskReturns() throws Exception {
    assertThat(pool.submit(() -> 7).get()).isEqualTo(7);
    assertThat(pool.submit(() -> {}, "done").get()).isEqualTo("done");
    Runnable nothing = () -> {};
    assertThat(pool.submit(nothing).get()).isNull();
  }

  @Test
  void shouldGiveTheCauseWhenATaskThrows() {
    for (Exception cause :
        List.of(new Exception("checked"), new CancellationException("of its own"))) {
      Future<Object> future =
          pool.submit(() -> {
            throw cause;
          });
      assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCause(cause);
      assertThat(future.state()).isEqualTo(Future.State.FAILED);
    }
  }

  @Test
  void shouldHandWhatACommandThrowsToTheThreadsHandlerAndGoOn() throws Exception {
    IllegalStateException cause = new IllegalStateException("of the command");
    pool.execute(() -> {
      throw cause;
    });
    assertThat(uncaught.get()).isSameAs(cause);
    assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
  }

  @Test
  void shouldRefuseNulls() {
    assertThatNullPointerException().isThrownBy(() -> pool.execute(nothing()));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.submit(TaskPoolExecutorServiceTest.<Callable<Object>>nothing()));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.submit(TaskPoolExecutorServiceTest.<Runnable>nothing()));
    List<Callable<Integer>> withNull = Arrays.asList(() -> 1, nothing());
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAll(withNull));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(withNull));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.invokeAny(List.of(() -> 1), 1, nothing()));
  }

  @Test
  void shouldRunWhatItHasAndRefuseOthersWhenShutDown() throws Exception {
    Future<Boolean> first = pool.submit(this::untilReleased);
    Future<Integer> second = pool.submit(() -> 2);
    started.await();
    assertThat(pool.isShutdown()).isFalse();
    pool.shutdown();
    pool.shutdown();
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.isTerminated()).isFalse();
    assertThat(pool.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
    assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    checkThatNothingIsAccepted();
    release.countDown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(first.resultNow()).isTrue();
    assertThat(second.resultNow()).isEqualTo(2);
  }

  private void checkThatNothingIsAccepted() {
    AtomicBoolean ran = new AtomicBoolean();
    Callable<Integer> task =
        () -> {
          ran.set(true);
          return 1;
        };
    assertThatThrownBy(() -> pool.execute(() -> ran.set(true)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.submit(task)).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.invokeAll(List.of(task)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.invokeAny(List.of(task)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(ran).isFalse();
  }

  @Test
  void shouldTerminateAtOnceWhenShutDownWithoutTasks() throws Exception {
    assertThat(pool.shutdownNow()).isEmpty();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(pool.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldInterruptWhatRunsAndReturnWhatWaitedWhenShutDownNow() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    Future<Boolean> running = pool.submit(this::untilReleased);
    started.await();
    Runnable command = () -> ran.set(true);
    Future<?> waiting = pool.submit(command);
    pool.execute(command);
    assertThat(pool.shutdownNow()).containsExactly((Runnable) waiting, command);
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(waiting.isCancelled()).isTrue();
    assertThat(ran).isFalse();
  }

  @Test
  void shouldThrowWhenInterruptedWhileItAwaitsTermination() throws Exception {
    var _ = pool.submit(this::untilReleased);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.awaitTermination(1, TimeUnit.MINUTES))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shouldWaitForItsTasksWhenClosed() throws Exception {
    Future<Boolean> running = pool.submit(this::untilReleased);
    Future<Integer> waiting = pool.submit(() -> 2);
    started.await();
    Thread closer = Thread.ofVirtual().start(pool::close);
    while (!pool.isShutdown()) {
      Thread.onSpinWait();
    }
    assertThat(closer.isAlive()).isTrue();
    release.countDown();
    closer.join();
    assertThat(running.resultNow()).isTrue();
    assertThat(waiting.resultNow()).isEqualTo(2);
    pool.close();
  }

  @Test
  void shouldStopItsTasksWhenInterruptedWhileItCloses() throws Exception {
    Future<Boolean> running = pool.submit(this::untilReleased);
    Future<Integer> waiting = pool.submit(() -> 2);
    started.await();
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(running.exceptionNow()).isInstanceOf(InterruptedException.class);
    assertThat(waiting.isCancelled()).isTrue();
  }

  @Test
  void shouldInterruptOnlyWhenACancelMay() throws Exception {
    Future<Boolean> first = pool.submit(this::untilReleased);
    started.await();
    assertThat(first.cancel(false)).isTrue();
    assertThat(first.isCancelled()).isTrue();
    assertThat(first.cancel(true)).isTrue();
    Future<Integer> next = pool.submit(() -> 2);
    assertThat(next.isDone()).isFalse();
    release.countDown();
    assertThat(next.get()).isEqualTo(2);
    assertThat(next.cancel(true)).isFalse();

    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CountDownLatch entered = new CountDownLatch(1);
    Future<?> second = pool.submit(() -> waitForInterrupt(entered, interrupted));
    entered.await();
    assertThat(second.cancel(true)).isTrue();
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void shouldNeverStartWhatWasCancelledWhileItWaited() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    var _ = pool.submit(this::untilReleased);
    Future<?> waiting = pool.submit(() -> ran.set(true));
    assertThat(waiting.cancel(true)).isTrue();
    release.countDown();
    pool.close();
    assertThat(ran).isFalse();
    assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void shouldInterruptNoOtherTaskWhenACancelRacesWithTheEnd() throws Exception {
    for (int i = 0; i < 2000; i++) {
      CountDownLatch entered = new CountDownLatch(1);
      Future<?> cancelled = pool.submit(entered::countDown);
      Future<Boolean> next = pool.submit(() -> Thread.currentThread().isInterrupted());
      entered.await();
      cancelled.cancel(true);
      assertThat(next.get()).isFalse();
    }
  }

  @Test
  void shouldReturnEveryFutureInOrderWhenAllAreInvoked() throws Exception {
    IllegalStateException cause = new IllegalStateException("of the task");
    List<Callable<Integer>> tasks =
        List.of(
            () -> 1,
            () -> {
              throw cause;
            },
            () -> 3);
    List<Future<Integer>> futures = pool.invokeAll(tasks);
    assertThat(futures).hasSize(3).allMatch(Future::isDone);
    assertThat(futures.get(0).resultNow()).isEqualTo(1);
    assertThat(futures.get(1).exceptionNow()).isSameAs(cause);
    assertThat(futures.get(2).resultNow()).isEqualTo(3);
    assertThat(pool.invokeAll(tasks, 1, TimeUnit.MINUTES)).hasSize(3).allMatch(Future::isDone);
    assertThat(pool.<Integer>invokeAll(List.of())).isEmpty();
  }

  @Test
  void shouldCancelWhatHasNotEndedWhenTheTimeOfAllIsUp() throws Exception {
    List<Future<Boolean>> futures =
        pool.invokeAll(
            List.of(() -> true, this::untilReleased, this::untilReleased),
            50,
            TimeUnit.MILLISECONDS);
    assertThat(futures).hasSize(3).allMatch(Future::isDone);
    assertThat(futures.subList(1, 3)).allMatch(Future::isCancelled);
    assertThat(pool.submit(() -> 1).get()).isEqualTo(1); // the one that ran was interrupted
  }

  @Test
  void shouldCancelAllWhenTheirCallerIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.invokeAll(List.of(this::untilReleased)))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.invokeAny(List.of(this::untilReleased)))
        .isInstanceOf(InterruptedException.class);
    assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
  }

  @Test
  void shouldReturnTheFirstResultAndCancelTheOthersWhenAnyIsInvoked() throws Exception {
    Callable<Boolean> failing =
        () -> {
          throw new IllegalStateException("of the task");
        };
    List<Callable<Boolean>> tasks = List.of(failing, () -> true, this::untilReleased);
    assertThat(pool.invokeAny(tasks)).isTrue();
    assertThat(pool.invokeAny(tasks, 1, TimeUnit.MINUTES)).isTrue();
    assertThat(pool.submit(() -> 1).get()).isEqualTo(1); // nobody holds the thread
    assertThatThrownBy(() -> pool.invokeAny(List.of(failing, failing)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> pool.invokeAny(List.of()));
  }

  @Test
  void shouldThrowWhenTheTimeOfAnyIsUp() throws Exception {
    assertThatThrownBy(
            () -> pool.invokeAny(List.of(this::untilReleased), 20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
  }

  @Test
  void shouldServeTheJdksCompletionServiceAndFutures() throws Exception {
    ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
    var _ = service.submit(() -> 1);
    assertThat(service.take().get()).isEqualTo(1);
    assertThat(CompletableFuture.supplyAsync(() -> 2, pool).get()).isEqualTo(2);
  }

  private boolean untilReleased() throws InterruptedException {
    started.countDown();
    return release.await(1, TimeUnit.MINUTES);
  }

  private static void waitForInterrupt(
      CountDownLatch entered, CompletableFuture<Boolean> interrupted) {
    entered.countDown();
    try {
      Thread.sleep(Duration.ofMinutes(1));
      interrupted.complete(false);
    } catch (InterruptedException e) {
      interrupted.complete(true);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller must not do
  private static <T> T nothing() {
    return null;
  }
}
