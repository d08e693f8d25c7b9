package io.phalanx.coordinator;

import io.phalanx.shared.config.KeepAlive;

/// When a cluster that is kept for the next run has been idle for long enough to end.
///
/// Pure: the time is handed in.
final class IdleWatch {
  private long keepMs;
  private long idleSinceMs;
  private boolean busy;

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
  }

  /// Notes whether there is anything to do.
  ///
  /// @return true if what [#asKept] says has changed
  boolean note(boolean anythingToDo, long nowMs) {
    boolean ended = busy && !anythingToDo;
    busy = anythingToDo;
    if (busy || ended) {
      idleSinceMs = nowMs;
    }
    return ended;
  }

  /// True once nothing was to do for so long that the cluster ends.
  boolean isOver(long nowMs) {
    return isKept() && !busy && nowMs - idleSinceMs >= keepMs;
  }

  /// What others may know of it.
  KeepAlive asKept() {
    return new KeepAlive(keepMs, idleSinceMs);
  }
}
