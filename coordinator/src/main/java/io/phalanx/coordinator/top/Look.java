package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.NoStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One look at a cluster and its processes.
///
/// @param atMs when, ms since 1970
/// @param atNs when, by a clock that is never set
/// @param status of the cluster; null if it has none
/// @param none why it has none; null if it has one
/// @param usage what its processes take, by process id
public record Look(
    long atMs,
    long atNs,
    @Nullable ClusterStatus status,
    @Nullable NoStatus none,
    Map<Long, ProcessUsage> usage) {
  /// What a process takes.
  ProcessUsage usage(long pid) {
    return usage.getOrDefault(pid, ProcessUsage.UNKNOWN);
  }
}
