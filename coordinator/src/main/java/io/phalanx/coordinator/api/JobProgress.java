package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobState;

/// How far a job is.
///
/// @param state how far it is as a whole
/// @param tilesDone tiles done in all phases
/// @param tiles tiles of all phases
/// @param bytes read and written since it has been watched
/// @param elapsedNs how long it has been watched
/// @param workersBusy workers on its tiles now
/// @param workers workers of the cluster
public record JobProgress(
    JobState state,
    long tilesDone,
    long tiles,
    long bytes,
    long elapsedNs,
    int workersBusy,
    int workers) {
  /// Share done, 0 to 1.
  public double fraction() {
    return tiles == 0 ? 0 : (double) tilesDone / tiles;
  }
}
