package io.phalanx.shared.lifecycle;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/// How every duty cycle and every wait of the cluster idles: it spins and yields briefly, then
/// parks for longer and longer, at most a millisecond, so that waiting costs little of a core.
public final class Idling {
  private static final int SPINS = 100;
  private static final int YIELDS = 10;
  private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(1);
  private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private Idling() {}

  /// A fresh strategy, for one thread.
  public static IdleStrategy backOff() {
    return new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS);
  }
}
