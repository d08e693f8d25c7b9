package io.phalanx.coordinator.api.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The results of tasks that were submitted together, in the order of their input or as they come.
///
/// Any thread may read them, and as often as it likes.
///
/// @param <R> what the tasks return
public final class TaskResults<R> {
  private static final Logger LOG = LoggerFactory.getLogger(TaskResults.class);

  private final List<CompletableFuture<R>> futures;
  private final Runnable callbackFailed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /// Outcomes in the order in which tasks ended; under the lock.
  private final List<TaskOutcome<R>> ended = new ArrayList<>();

  private TaskResults(List<CompletableFuture<R>> futures, Runnable callbackFailed) {
    this.futures = futures;
    this.callbackFailed = callbackFailed;
  }

  /// The results of submitted tasks.
  ///
  /// @param first the index of the first of them
  /// @param callbackFailed told whenever a callback throws
  static <R> TaskResults<R> of(
      int first, List<CompletableFuture<R>> futures, Runnable callbackFailed) {
    TaskResults<R> results = new TaskResults<>(List.copyOf(futures), callbackFailed);
    for (int i = 0; i < futures.size(); i++) {
      int index = first + i;
      CompletableFuture<R> future = futures.get(i);
      var _ = future.whenComplete((_, _) -> results.add(TaskOutcome.of(index, future)));
    }
    return results;
  }

  /// The futures of the tasks, in the order of their input.
  public List<CompletableFuture<R>> futures() {
    return futures;
  }

  /// Waits for the end of every task; gives their outcomes in the order of their input.
  public List<TaskOutcome<R>> inInputOrder() throws InterruptedException {
    for (int i = 0; i < futures.size(); i++) {
      await(i);
    }
    lock.lock();
    try {
      return ended.stream().sorted(Comparator.comparingInt(TaskOutcome::index)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Hands over every outcome as soon as there is one; returns after the last.
  ///
  /// @param callback called in the thread of the caller; what it throws is logged, counted in
  ///   [PoolReport#callbackFailures], and changes nothing
  public void asCompleted(Consumer<? super TaskOutcome<R>> callback) throws InterruptedException {
    for (int i = 0; i < futures.size(); i++) {
      TaskOutcome<R> outcome = await(i);
      try {
        callback.accept(outcome);
      } catch (Throwable e) { // the caller's code: nothing of it may keep the others from theirs
        callbackFailed.run();
        LOG.warn("a callback of a task failed: index={} cause={}", outcome.index(), e, e);
      }
    }
  }

  /// Cancels every task that has not ended, those that run, too.
  public void cancel() {
    futures.forEach(future -> future.cancel(true));
  }

  private void add(TaskOutcome<R> outcome) {
    lock.lock();
    try {
      ended.add(outcome);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The task that ended as this one, from 0.
  private TaskOutcome<R> await(int place) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (ended.size() <= place) {
        more.await();
      }
      return ended.get(place);
    } finally {
      lock.unlock();
    }
  }
}
