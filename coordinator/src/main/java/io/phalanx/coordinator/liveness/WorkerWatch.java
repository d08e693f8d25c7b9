package io.phalanx.coordinator.liveness;

/// Judges from a worker's last signs of life whether it is well.
///
/// @param startTimeoutMs how long it may take from start to ready
/// @param livenessTimeoutMs how long it may be silent
public record WorkerWatch(long startTimeoutMs, long livenessTimeoutMs) {
  /// How a worker is.
  public enum Verdict {
    /// Starting in time, or showing that it lives.
    WELL,
    /// Not ready in time.
    SLOW_START,
    /// Ready, but silent for too long: stopped, or stuck in a tile.
    SILENT
  }

  /// Judges one worker.
  ///
  /// @param ready whether it has reported ready
  /// @param lastSignMs when it started, or its last heartbeat, whichever is later, ms since 1970
  /// @param nowMs the time, ms since 1970
  public Verdict judge(boolean ready, long lastSignMs, long nowMs) {
    long silentMs = nowMs - lastSignMs;
    if (!ready) {
      return silentMs > startTimeoutMs ? Verdict.SLOW_START : Verdict.WELL;
    }
    return silentMs > livenessTimeoutMs ? Verdict.SILENT : Verdict.WELL;
  }
}
