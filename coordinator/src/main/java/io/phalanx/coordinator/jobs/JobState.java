package io.phalanx.coordinator.jobs;

/// How far a job is.
public enum JobState {
  QUEUED,
  RUNNING,
  DONE,
  FAILED,
  CANCELLED;

  /// True when nothing will change any more.
  public boolean isEnded() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
