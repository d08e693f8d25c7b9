package io.phalanx.coordinator.schedule;

/// How a simulated job ended.
enum Ending {
  /// Every tile is done.
  DONE,
  /// Somebody cancelled it, and every tile that was begun was finished.
  CANCELLED,
  /// It stands as it stood: a kernel threw, or a tile killed too many workers.
  FAILED,
  /// It stands as it stood, and can be resumed.
  INTERRUPTED,
  /// The coordinator gave it up while workers were at it.
  ABANDONED
}
