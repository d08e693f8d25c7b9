package io.phalanx.shared.counters;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/// Wakes a process that has nothing to do, from any other one: rung after something was left for
/// it, such as a message in its queue.
///
/// ```text
/// 0             4               64
/// | rings, int  | sleepers, int | reserved
/// ```
///
/// Who is to be woken reads [#rings], looks for work, and where there is none waits for the number
/// to change: a ring in between ends the wait at once, so none is lost. On Linux the wait is a
/// futex, which costs nothing while it lasts; elsewhere it parks for longer and longer, at most a
/// millisecond. A sleeper that is killed leaves its count behind, which costs its ringers a
/// needless call to the kernel and nothing else.
///
/// Any thread of any process may ring and wait.
public final class Bell {
  /// Bytes of a bell, a cache line of its own.
  static final int LENGTH = 64;

  private static final int RINGS_AT = 0;
  private static final int SLEEPERS_AT = 4;

  /// Looks before going to sleep: some microseconds, as long as a message takes that is answered at
  /// once.
  private static final int SPINS = 200;

  private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(1);
  private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final UnsafeBuffer words;

  Bell(UnsafeBuffer words) {
    this.words = words;
  }

  /// How often it was rung.
  public int rings() {
    return words.getIntVolatile(RINGS_AT);
  }

  /// Wakes who waits.
  public void ring() {
    words.getAndAddInt(RINGS_AT, 1);
    if (words.getIntVolatile(SLEEPERS_AT) != 0) {
      Futex.wake(address());
    }
  }

  /// Waits until it is rung, or the time is over. May return early.
  ///
  /// @param heard the number of [#rings] before the caller last looked for work
  /// @param timeoutNs longest wait, ns
  public void await(int heard, long timeoutNs) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (rings() != heard) {
        return;
      }
      Thread.onSpinWait();
    }
    if (Futex.PRESENT) {
      words.getAndAddInt(SLEEPERS_AT, 1);
      Futex.sleep(address() + RINGS_AT, heard, timeoutNs);
      words.getAndAddInt(SLEEPERS_AT, -1);
    } else {
      park(heard, System.nanoTime() + timeoutNs);
    }
  }

  private void park(int heard, long deadlineNs) {
    long parkNs = PARK_MIN_NS;
    while (rings() == heard && deadlineNs - System.nanoTime() > 0) {
      LockSupport.parkNanos(parkNs);
      parkNs = Math.min(2 * parkNs, PARK_MAX_NS);
    }
  }

  private long address() {
    return words.addressOffset();
  }
}
