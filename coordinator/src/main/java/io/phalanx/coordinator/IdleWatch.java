package io.phalanx.coordinator;

import io.phalanx.shared.config.KeepAlive;

/// When a cluster that is kept for the next run has been idle for long enough to end.
///
/// Pure: the time is handed in.
final class IdleWatch {
  /// How long a cluster at least waits for the job that it was started for.
  static final long FIRST_JOB_MS = 10_000;

  private long keepMs;
  private long idleSinceMs;
  private boolean busy;
  private boolean used;
  private boolean changed;

  /// @param keepMs how long it stays idle, in ms; 0 for a cluster that is not kept
  IdleWatch(long keepMs, long nowMs) {
    this.keepMs = keepMs;
    this.idleSinceMs = nowMs;
  }

  /// True for a cluster that is kept.
  boolean isKept() {
    return keepMs > 0;
  }

  /// Sets another time, counted from now.
  void renew(long otherMs, long nowMs) {
    keepMs = otherMs;
    idleSinceMs = nowMs;
    changed = true;
  }

  /// Notes whether there is anything to do.
  void note(boolean anythingToDo, long nowMs) {
    if (busy || anythingToDo) {
      idleSinceMs = nowMs;
      changed = true;
    }
    busy = anythingToDo;
    used |= busy;
  }

  /// True once nothing was to do for so long that the cluster ends.
  boolean isOver(long nowMs) {
    long waitMs = used ? keepMs : Math.max(keepMs, FIRST_JOB_MS);
    return isKept() && !busy && nowMs - idleSinceMs >= waitMs;
  }

  /// What others may know of it.
  KeepAlive asKept() {
    return new KeepAlive(keepMs, idleSinceMs);
  }

  /// True if [#asKept] says something else than when this was last asked.
  boolean takeChange() {
    boolean told = changed;
    changed = false;
    return told;
  }
}
