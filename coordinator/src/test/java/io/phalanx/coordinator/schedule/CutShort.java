package io.phalanx.coordinator.schedule;

/// A simulated process came to harm in the middle of what it was doing: nothing after that happens.
final class CutShort extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CutShort() {
    super("cut short", null, false, false);
  }
}
