package io.phalanx.shared.sync;

/// What an interrupt means to a wait: its end, or nothing before the wait is over. One thread uses
/// it, for one wait.
final class Interruption {
  private final boolean ends;
  private boolean seen;

  private Interruption(boolean ends) {
    this.ends = ends;
  }

  /// An interrupt ends the wait.
  static Interruption ending() {
    return new Interruption(true);
  }

  /// An interrupt is kept for later.
  static Interruption kept() {
    return new Interruption(false);
  }

  /// Takes note of an interrupt: a thread that has one pending cannot sleep.
  void check() throws InterruptedException {
    if (Thread.interrupted()) {
      if (ends) {
        throw new InterruptedException();
      }
      seen = true;
    }
  }

  /// Gives the thread back what was kept.
  void restore() {
    if (seen) {
      Thread.currentThread().interrupt();
    }
  }
}
