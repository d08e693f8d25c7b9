package io.phalanx.coordinator.top;

import io.phalanx.shared.config.OwnerMark;

/// The cluster as a whole. Rates are NaN where not known.
///
/// @param owner its coordinator
/// @param ownerUsage what the coordinator's process takes
/// @param ownerCpuPercent of one core
/// @param cpuPercent of one core, all processes together
/// @param bytes per second at the last looks
record ClusterFigures(
    OwnerMark owner,
    ProcessUsage ownerUsage,
    double ownerCpuPercent,
    double cpuPercent,
    double tilesPerSecond,
    double bytesPerSecond,
    double tasksPerSecond,
    Trail bytes) {}
