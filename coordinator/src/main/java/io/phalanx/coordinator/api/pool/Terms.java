package io.phalanx.coordinator.api.pool;

import java.time.Duration;

/// When a task starts and must end.
///
/// @param priority the higher, the sooner
/// @param timeout how long it may run
record Terms(int priority, Duration timeout) {
  /// Longer ones are none.
  private static final Duration LONGEST = Duration.ofDays(100_000);

  static final Terms USUAL = new Terms(TaskPool.NORMAL, TaskPool.UNLIMITED);

  Terms {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a timeout is positive: timeout=" + timeout);
    }
  }

  /// The timeout in ms, 1 or more, as a cluster takes it: 0 for none.
  long timeoutMs() {
    return timeout.compareTo(LONGEST) >= 0 ? 0 : Math.max(1, timeout.toMillis());
  }
}
