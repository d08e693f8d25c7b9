package io.phalanx.coordinator.schedule;

/// The wall clock of a simulated host, and how long its processes really ran.
final class SimulatedClock {
  private long nowMs = 1_700_000_000_000L;
  private long ranMs;

  /// What processes read, ms since 1970.
  long nowMs() {
    return nowMs;
  }

  /// Time in which processes could run, ms.
  long ranMs() {
    return ranMs;
  }

  void advance(long ms) {
    nowMs += ms;
    ranMs += ms;
  }

  /// The whole host was suspended.
  void standStill(long ms) {
    nowMs += ms;
  }

  void setBack(long ms) {
    nowMs -= ms;
  }
}
