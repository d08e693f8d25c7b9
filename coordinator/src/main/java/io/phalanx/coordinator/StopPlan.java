package io.phalanx.coordinator;

/// How far the stop of a cluster is: asked for, jobs over or cut off, workers told, workers gone.
///
/// Pure: the time is handed in.
final class StopPlan {
  private final long workerStopMs;
  private boolean requested;
  private boolean workersTold;
  private long jobsDeadlineMs = Long.MAX_VALUE;
  private long workersDeadlineMs = Long.MAX_VALUE;

  StopPlan(long workerStopMs) {
    this.workerStopMs = workerStopMs;
  }

  /// Asks for the stop; asked again, the earlier deadline holds.
  void request(long nowMs, long jobsMs) {
    requested = true;
    long deadlineMs = jobsMs >= Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + jobsMs;
    jobsDeadlineMs = Math.min(jobsDeadlineMs, deadlineMs);
  }

  void workersTold(long nowMs) {
    workersTold = true;
    workersDeadlineMs = nowMs + workerStopMs;
  }

  boolean isRequested() {
    return requested;
  }

  boolean areWorkersTold() {
    return workersTold;
  }

  boolean isJobTimeOver(long nowMs) {
    return nowMs >= jobsDeadlineMs;
  }

  /// True if a job that was cut off has not ended within the time of a worker: one hangs in a tile.
  boolean isCutOffTimeOver(long nowMs) {
    return nowMs - workerStopMs >= jobsDeadlineMs;
  }

  boolean isWorkerTimeOver(long nowMs) {
    return nowMs >= workersDeadlineMs;
  }
}
