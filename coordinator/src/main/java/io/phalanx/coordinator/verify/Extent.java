package io.phalanx.coordinator.verify;

/// How much of a job's output is checked.
public enum Extent {
  /// Some places: the first, the last, and seeded random ones between.
  SAMPLE,
  /// Every element.
  ALL
}
