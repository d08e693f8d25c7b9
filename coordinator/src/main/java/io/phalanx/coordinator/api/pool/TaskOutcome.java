package io.phalanx.coordinator.api.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// How a task of several ended.
///
/// @param <R> what tasks return
public sealed interface TaskOutcome<R> {
  /// Which task, from 0 in the order of the input.
  int index();

  /// What the task returned.
  ///
  /// @throws ExecutionException if it failed; the cause says why, [TaskTimeoutException] if its
  ///   time was up
  /// @throws CancellationException if it was cancelled
  R get() throws ExecutionException;

  /// The task returned.
  ///
  /// @param result what
  record Done<R>(int index, R result) implements TaskOutcome<R> {
    @Override
    public R get() {
      return result;
    }
  }

  /// The task threw an exception.
  ///
  /// @param cause which
  record Failed<R>(int index, Throwable cause) implements TaskOutcome<R> {
    @Override
    public R get() throws ExecutionException {
      throw new ExecutionException(cause);
    }
  }

  /// The time of the task was up; it was stopped.
  ///
  /// @param cause says after which time
  record TimedOut<R>(int index, TaskTimeoutException cause) implements TaskOutcome<R> {
    @Override
    public R get() throws ExecutionException {
      throw new ExecutionException(cause);
    }
  }

  /// The task was cancelled.
  record Cancelled<R>(int index) implements TaskOutcome<R> {
    @Override
    public R get() {
      throw new CancellationException("the task was cancelled: index=" + index);
    }
  }

  /// The outcome of a future that has ended.
  static <R> TaskOutcome<R> of(int index, CompletableFuture<R> ended) {
    return switch (ended.state()) {
      case SUCCESS -> new Done<>(index, ended.resultNow());
      case FAILED ->
          ended.exceptionNow() instanceof TaskTimeoutException timeout
              ? new TimedOut<>(index, timeout)
              : new Failed<>(index, ended.exceptionNow());
      case CANCELLED -> new Cancelled<>(index);
      case RUNNING -> throw new IllegalStateException("the task has not ended: index=" + index);
    };
  }
}
