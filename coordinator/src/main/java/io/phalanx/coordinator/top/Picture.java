package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.shared.config.ClusterDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is shown of one moment.
///
/// @param directory the cluster's
/// @param atMs when, ms since 1970
/// @param none why there is no cluster; null while there is one
/// @param cluster its figures, the last ones if it is gone; null if there never was one
/// @param workers by worker id
/// @param jobs the running ones first
/// @param failures the youngest first
record Picture(
    ClusterDirectory directory,
    long atMs,
    @Nullable NoStatus none,
    @Nullable ClusterFigures cluster,
    List<WorkerRow> workers,
    List<JobRow> jobs,
    List<Failure> failures) {
  /// True while a cluster is there.
  boolean isLive() {
    return none == null;
  }
}
