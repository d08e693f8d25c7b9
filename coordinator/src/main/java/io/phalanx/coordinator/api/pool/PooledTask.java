package io.phalanx.coordinator.api.pool;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A task of a pool of threads, and its future.
///
/// The thread that runs it is interrupted only while it is in the task: both happen under the
/// runner's lock. The pool clears the interrupt between two tasks of a thread.
///
/// @param <R> what it returns
final class PooledTask<R> extends CountedFuture<R> implements RunnableFuture<R> {
  /// The order in which tasks start.
  static final Comparator<PooledTask<?>> URGENT_FIRST =
      Comparator.<PooledTask<?>>comparingInt(task -> task.terms.priority())
          .reversed()
          .thenComparingLong(task -> task.order);

  /// How long a stopped task may take to end before the log complains.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(PooledTask.class);

  private final ThreadTaskPool pool;
  private final Callable<R> work;
  private final Terms terms;

  /// What was handed to [ThreadTaskPool#execute]; null for tasks that have a future.
  private final @Nullable Runnable command;

  private final Object runnerLock = new Object();

  /// Its place among all tasks of the pool; negative until the pool has it. Written once, under the
  /// lock of the pool.
  private volatile long order = -1;

  // Under the runner's lock:
  private @Nullable Thread runner;
  private boolean interruptAtStart;
  private boolean stopped;
  private @Nullable Future<?> complaint;

  private PooledTask(
      ThreadTaskPool pool, Callable<R> work, Terms terms, @Nullable Runnable command) {
    super(pool.tally());
    this.pool = pool;
    this.work = work;
    this.terms = terms;
    this.command = command;
  }

  /// A task that somebody waits for.
  static <R> PooledTask<R> of(ThreadTaskPool pool, Callable<R> work, Terms terms) {
    return new PooledTask<>(pool, work, terms, null);
  }

  /// A command whose outcome nobody learns: what it throws is for the thread's handler.
  static PooledTask<?> of(ThreadTaskPool pool, Runnable command) {
    return new PooledTask<>(pool, Executors.callable(command), Terms.USUAL, command);
  }

  /// Whether the task is of this pool and has not been handed to it.
  boolean isNewOf(ThreadTaskPool asked) {
    return pool == asked && order < 0;
  }

  /// The pool has the task.
  void queueAs(long place) {
    order = place;
  }

  /// What was submitted, as far as a caller knows it.
  Runnable submitted() {
    return command == null ? this : command;
  }

  /// Runs the task, unless it runs already or has an outcome.
  @Override
  public void run() {
    if (!enter()) {
      return;
    }
    Future<?> timer =
        terms.timeout().equals(TaskPool.UNLIMITED)
            ? null
            : TaskTimer.after(terms.timeout(), this::timeOut);
    try {
      complete(work.call());
    } catch (Throwable e) { // as with any executor: whatever a task throws is its outcome
      completeExceptionally(asOutcome(e));
      if (command != null) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    } finally {
      if (timer != null) {
        timer.cancel(false);
      }
      leave();
    }
  }

  @Override
  boolean isOfPool() {
    return order >= 0;
  }

  @Override
  void onCancelled(boolean mayInterrupt) {
    pool.withdraw(this);
    stop(mayInterrupt);
  }

  /// Interrupts the thread that runs the task, now or at its start.
  void interrupt() {
    synchronized (runnerLock) {
      interruptAtStart = true;
      if (runner != null) {
        runner.interrupt();
      }
    }
  }

  /// Whether a thread goes on with the task although it was stopped.
  boolean isStillBusy() {
    synchronized (runnerLock) {
      return stopped && runner != null;
    }
  }

  private void timeOut() {
    fail(new TaskTimeoutException(terms.timeout()), () -> stop(true));
  }

  private void stop(boolean mayInterrupt) {
    synchronized (runnerLock) {
      if (runner == null) {
        return;
      }
      stopped = true;
      if (mayInterrupt) {
        runner.interrupt();
        complaint = TaskTimer.after(PATIENCE, this::complain);
      }
    }
  }

  private void complain() {
    synchronized (runnerLock) {
      if (runner != null) {
        StackTraceElement[] trace = runner.getStackTrace();
        LOG.warn(
            "a stopped task ignores its interrupt and keeps its place: thread={} at={}",
            runner.getName(),
            trace.length == 0 ? "unknown" : trace[0]);
      }
    }
  }

  private boolean enter() {
    synchronized (runnerLock) {
      if (runner != null || isDecided()) {
        return false;
      }
      runner = Thread.currentThread();
      if (interruptAtStart) {
        runner.interrupt();
      }
      return true;
    }
  }

  private void leave() {
    synchronized (runnerLock) {
      runner = null;
      if (complaint != null) {
        complaint.cancel(false);
      }
    }
  }

  /// These two a CompletableFuture would take for its own: a task may throw them as any other.
  private static Throwable asOutcome(Throwable thrown) {
    return thrown instanceof CancellationException || thrown instanceof CompletionException
        ? new CompletionException(thrown)
        : thrown;
  }
}
