package io.phalanx.coordinator.jobs;

import org.jspecify.annotations.Nullable;

/// Why a job ends before it is done. A failure counts more than a cancellation, and that more than
/// the stop of the cluster; of several failures the first.
final class EarlyEnd {
  private @Nullable String failure;
  private @Nullable String interruption;
  private boolean cancelled;

  /// Notes a failure.
  ///
  /// @return true if this is the first failure
  boolean fail(String reason) {
    boolean first = failure == null;
    if (first) {
      failure = reason;
    }
    return first;
  }

  void cancel() {
    cancelled = true;
  }

  void interrupt(String reason) {
    interruption = reason;
  }

  /// True if the job must not be called done although every tile is.
  boolean isFinal() {
    return failure != null || cancelled;
  }

  JobState state() {
    if (failure != null) {
      return JobState.FAILED;
    }
    return cancelled ? JobState.CANCELLED : JobState.INTERRUPTED;
  }

  String reason() {
    if (failure != null) {
      return failure;
    }
    return cancelled ? "cancelled" : String.valueOf(interruption);
  }
}
