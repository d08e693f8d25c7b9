package io.phalanx.coordinator.liveness;

/// Notices that this process, or the whole host, stood still or had its clock set: then no worker
/// could show that it lives either, and silence before that says nothing.
///
/// Pure: the time is handed in. One thread uses an instance.
public final class PauseGuard {
  private final long gapMs;
  private long lastLookMs;
  private long pauseEndMs;

  /// @param gapMs a time between two looks that is a pause
  /// @param nowMs the time, ms since 1970
  public PauseGuard(long gapMs, long nowMs) {
    this.gapMs = gapMs;
    this.lastLookMs = nowMs;
    this.pauseEndMs = Long.MIN_VALUE;
  }

  /// When the last pause ended, ms since 1970; [Long#MIN_VALUE] if there was none.
  ///
  /// @param nowMs the time of this look
  public long lastPauseEndMs(long nowMs) {
    if (nowMs - lastLookMs > gapMs || nowMs < lastLookMs) {
      pauseEndMs = nowMs;
    }
    lastLookMs = nowMs;
    return pauseEndMs;
  }
}
