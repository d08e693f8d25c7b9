package io.phalanx.shared.sync;

/// One wait of one thread: how long it may last, and what an interrupt means to it.
final class Wait {
  private final long timeoutNs;
  private final boolean endsByInterrupt;
  private final long startNs = System.nanoTime();
  private boolean interrupted;

  private Wait(long timeoutNs, boolean endsByInterrupt) {
    this.timeoutNs = timeoutNs;
    this.endsByInterrupt = endsByInterrupt;
  }

  /// For ever; an interrupt is kept for later.
  static Wait endless() {
    return new Wait(Long.MAX_VALUE, false);
  }

  /// For some time; an interrupt ends it.
  static Wait of(long timeoutNs) {
    return new Wait(timeoutNs, true);
  }

  /// When it began, by [System#nanoTime].
  long startNs() {
    return startNs;
  }

  /// How long it may still last, ns; 0 or less once the time is over.
  long leftNs(long nowNs) {
    return timeoutNs - (nowNs - startNs);
  }

  /// Takes note of an interrupt: a thread that has one pending cannot sleep.
  void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      if (endsByInterrupt) {
        throw new InterruptedException();
      }
      interrupted = true;
    }
  }

  /// Gives the thread back the interrupt that was kept.
  void restoreInterrupt() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
