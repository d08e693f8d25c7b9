package io.phalanx.coordinator.api.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The future of a task of a pool.
///
/// Its outcome is decided once, by whoever is first: the task that ends, its timeout, a cancel, or
/// somebody who completes the future. Whoever decides counts it before anybody can see the outcome,
/// so that a report is never behind what its reader knows.
///
/// @param <R> what the task returns
abstract class CountedFuture<R> extends CompletableFuture<R> {
  private final PoolTally tally;
  private final AtomicBoolean decided = new AtomicBoolean();

  /// @param tally of the pool
  CountedFuture(PoolTally tally) {
    this.tally = tally;
  }

  /// Whether the pool was given this task: it counts no other.
  abstract boolean isOfPool();

  /// A cancel was the first to decide.
  ///
  /// @param mayInterrupt whether the task is stopped if it runs
  abstract void onCancelled(boolean mayInterrupt);

  @Override
  public boolean complete(R result) {
    if (!decide()) {
      return false;
    }
    count(PoolTally::countDone);
    return super.complete(result);
  }

  @Override
  public boolean completeExceptionally(Throwable cause) {
    if (!decide()) {
      return false;
    }
    count(pool -> pool.countFailed(cause));
    return super.completeExceptionally(cause);
  }

  /// Cancels the task.
  ///
  /// @param mayInterrupt whether it is stopped if it runs
  @Override
  public boolean cancel(boolean mayInterrupt) {
    if (!decide()) {
      var _ = handle((_, _) -> true).join(); // another thread has decided and is about to say so
      return isCancelled();
    }
    count(PoolTally::countCancelled);
    onCancelled(mayInterrupt);
    return super.cancel(mayInterrupt);
  }

  /// Whether its outcome is decided, or about to be seen.
  final boolean isDecided() {
    return decided.get();
  }

  /// Ends it with an exception before anybody else does.
  ///
  /// @param before done once that is decided, and before anybody can see it
  final void fail(Throwable cause, Runnable before) {
    if (decide()) {
      count(pool -> pool.countFailed(cause));
      before.run();
      super.completeExceptionally(cause);
    }
  }

  private boolean decide() {
    return decided.compareAndSet(false, true);
  }

  /// Counts what the pool was given, not what such a task runs on its own account.
  private void count(Consumer<PoolTally> outcome) {
    if (isOfPool()) {
      outcome.accept(tally);
    }
  }
}
