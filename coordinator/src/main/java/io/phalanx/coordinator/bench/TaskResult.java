package io.phalanx.coordinator.bench;

import java.util.List;
import java.util.Optional;

/// How all contenders did in one task.
///
/// @param task what they did
/// @param standings in the order in which they ran; the first is what the others are measured by
public record TaskResult(BenchTask task, List<Standing> standings) {
  public TaskResult {
    standings = List.copyOf(standings);
  }

  /// How a contender did.
  public Optional<Standing> of(String contender) {
    return standings.stream().filter(found -> found.contender().equals(contender)).findFirst();
  }

  /// The time of a contender over that of the first, NaN if either has none: above 1 the first is
  /// faster.
  public double ratio(Standing standing) {
    Standing first = standings.getFirst();
    boolean ranked = first.isRanked() && standing.isRanked();
    return ranked ? standing.seconds().ratioTo(first.seconds()) : Double.NaN;
  }
}
