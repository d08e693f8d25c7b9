package io.phalanx.coordinator.api.pool;

import java.util.concurrent.atomic.LongAdder;

/// What has become of the tasks of a pool so far. Any thread counts.
final class PoolTally {
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder timedOut = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder callbackFailures = new LongAdder();

  /// A task returned.
  void countDone() {
    done.increment();
  }

  /// A task failed, or its time was up.
  ///
  /// @param cause what its future is to fail with
  void countFailed(Throwable cause) {
    (cause instanceof TaskTimeoutException ? timedOut : failed).increment();
  }

  /// A task was cancelled.
  void countCancelled() {
    cancelled.increment();
  }

  /// A callback threw an exception.
  void countCallbackFailure() {
    callbackFailures.increment();
  }

  /// The report of a pool.
  ///
  /// @param waiting tasks that have not started
  /// @param running tasks that run
  /// @param stillBusy threads that go on with a task that was stopped
  PoolReport report(int waiting, int running, int stillBusy) {
    return new PoolReport(
        waiting,
        running,
        done.sum(),
        failed.sum(),
        timedOut.sum(),
        cancelled.sum(),
        stillBusy,
        callbackFailures.sum());
  }
}
