package io.phalanx.coordinator.top;

import io.phalanx.coordinator.jobs.JobState;

/// A job as it is shown.
///
/// @param etaSeconds until it is done at its present pace; NaN where that is not known
record JobRow(
    String job, String operation, JobState state, long tilesDone, long tiles, double etaSeconds) {
  /// How much of it is done, 0 to 1.
  double fraction() {
    return tiles == 0 ? 0 : Math.min(1.0, (double) tilesDone / tiles);
  }
}
