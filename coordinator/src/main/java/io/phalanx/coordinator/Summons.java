package io.phalanx.coordinator;

import io.phalanx.shared.counters.Bell;
import org.jspecify.annotations.Nullable;

/// Wakes the coordinator's thread from any other thread of this process, at any time: the bell lies
/// in memory that is unmapped when the coordinator ends, while a thread that reports the end of a
/// worker, or a stop, may come later.
final class Summons {
  private @Nullable Bell bell;

  /// Connects it.
  synchronized void connect(Bell of) {
    bell = of;
  }

  /// Rings nothing from now on.
  synchronized void disconnect() {
    bell = null;
  }

  /// Wakes the coordinator, if it is there.
  synchronized void ring() {
    if (bell != null) {
      bell.ring();
    }
  }
}
