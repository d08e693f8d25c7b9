package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterSettings;
import java.util.List;

/// How a sweep is done.
///
/// @param points what is tried
/// @param seconds how long it may measure, in s; starts and warm-up come on top
/// @param settings of the clusters, but for what the points say
/// @param distribution the installed program
/// @param cores how many this process may use
public record TuneSpec(
    List<TunePoint> points,
    double seconds,
    ClusterSettings settings,
    Distribution distribution,
    int cores) {
  public TuneSpec {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("nothing to try");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("time out of range: seconds=" + seconds + ", min=0");
    }
  }
}
