package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.ClusterStatus.Worker;

/// A worker as it is shown. Rates are NaN where not known: after one look, or of a new process.
///
/// @param worker what its counters say
/// @param usage what its process takes
/// @param cpuPercent of one core
/// @param bytes per second at the last looks
record WorkerRow(
    Worker worker,
    ProcessUsage usage,
    double cpuPercent,
    double tilesPerSecond,
    double bytesPerSecond,
    Trail bytes) {}
