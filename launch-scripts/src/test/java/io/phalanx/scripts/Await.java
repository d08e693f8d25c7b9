package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other processes do.
final class Await {
  /// Long enough for any start or end of a cluster on a busy machine.
  static final Duration LONG = Duration.ofSeconds(60);

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private Await() {}

  /// Waits until a condition holds.
  ///
  /// @param what is awaited, for the failure
  static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadlineNs).as("%s within %s", what, limit).isNegative();
      LockSupport.parkNanos(POLL_NS);
    }
  }
}
