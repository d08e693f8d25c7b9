package io.phalanx.coordinator.demo.gil;

import io.phalanx.coordinator.bench.Figures;
import java.util.List;
import java.util.Optional;

/// What was seen.
///
/// @param work what everybody did
/// @param cores that this process may use
/// @param python which Python took part; empty if none
/// @param lanes everybody, those of the JVM first
public record GilResult(GilWork work, int cores, Optional<PythonKind> python, List<Lane> lanes) {
  public GilResult {
    lanes = List.copyOf(lanes);
  }

  /// How one did.
  ///
  /// @param way which way
  /// @param seconds per round
  /// @param sum what the work came to
  /// @param right false if that was something else than with the first of all, in any round
  public record Lane(Way way, Figures seconds, long sum, boolean right) {}

  /// True if all came to the same.
  public boolean right() {
    return lanes.stream().allMatch(Lane::right);
  }

  /// How many times as fast a way was as another one, the middle of what the rounds say; NaN if one
  /// of them took no part.
  public double timesAsFast(Way way, Way other) {
    return seconds(other).ratioTo(seconds(way));
  }

  private Figures seconds(Way way) {
    return lanes.stream()
        .filter(lane -> lane.way() == way)
        .findFirst()
        .map(Lane::seconds)
        .orElse(Figures.NONE);
  }
}
