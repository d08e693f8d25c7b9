package io.phalanx.coordinator.jobs;

/// How far a job is.
public enum JobState {
  QUEUED,
  RUNNING,
  /// Cut off in the middle of changing its file in place; its ledger is kept, and it can go on.
  INTERRUPTED,
  DONE,
  FAILED,
  CANCELLED;

  /// True while tiles of it may be in any stage, though nobody may be at them any more.
  public boolean isBegun() {
    return this == RUNNING || this == INTERRUPTED;
  }

  /// True when nothing will change any more.
  public boolean isEnded() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
