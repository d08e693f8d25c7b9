package io.phalanx.shared.sync;

import io.phalanx.shared.counters.Futex;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How a thread sleeps until a number in shared memory is changed by whoever wakes it.
///
/// By futex where there is one. Elsewhere, and on virtual threads, whose carrier would sleep with
/// them, it parks for longer and longer, at most a millisecond.
enum Nap {
  /// By futex where possible.
  BEST(Futex.PRESENT),
  /// Never by futex.
  PARKING(false);

  private static final VarHandle INTS = ValueLayout.JAVA_INT.varHandle();
  private static final int SPINS = 200;
  private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final boolean futex;

  Nap(boolean futex) {
    this.futex = futex;
  }

  /// The number now, to be read before the last look at what is waited for.
  static int heard(MemorySegment memory, long at) {
    return (int) INTS.getVolatile(memory, at);
  }

  /// Sleeps until the number is another one, or the time is over. May return early.
  void await(MemorySegment memory, long at, int heard, long timeoutNs) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (heard(memory, at) != heard) {
        return;
      }
      Thread.onSpinWait();
    }
    if (futex && !Thread.currentThread().isVirtual()) {
      Futex.sleep(memory.address() + at, heard, timeoutNs);
    } else {
      park(memory, at, heard, timeoutNs);
    }
  }

  /// Changes the number and wakes whoever sleeps on it.
  void wake(MemorySegment memory, long at) {
    int ignored = (int) INTS.getAndAdd(memory, at, 1);
    if (futex) {
      Futex.wake(memory.address() + at);
    }
  }

  private static void park(MemorySegment memory, long at, int heard, long timeoutNs) {
    long startNs = System.nanoTime();
    long parkNs = PARK_MIN_NS;
    while (heard(memory, at) == heard) {
      long leftNs = timeoutNs - (System.nanoTime() - startNs);
      if (leftNs <= 0 || Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(Math.min(parkNs, leftNs));
      parkNs = Math.min(2 * parkNs, PARK_MAX_NS);
    }
  }
}
