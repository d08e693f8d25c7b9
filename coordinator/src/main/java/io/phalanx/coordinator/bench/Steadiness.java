package io.phalanx.coordinator.bench;

import java.util.ArrayList;
import java.util.List;

/// Tells when runs of the same work have stopped getting faster, as those of a program do whose
/// code is compiled while it runs. One thread uses it.
///
/// Compared are the middle ones of consecutive groups of runs, since single runs scatter.
public final class Steadiness {
  /// Runs of a group.
  static final int GROUP_RUNS = 5;

  /// A group that is not faster by this share than the best before it ends the wait.
  private static final double GAIN_MIN = 0.03;

  private final List<Double> group = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;
  private boolean reached;

  /// Takes the time of the next run, in any unit.
  public void add(double time) {
    group.add(time);
    if (group.size() == GROUP_RUNS) {
      double median = new Figures(group).median();
      reached = median > best * (1 - GAIN_MIN);
      best = Math.min(best, median);
      group.clear();
    }
  }

  /// True if the last group was not faster than those before.
  public boolean isReached() {
    return reached;
  }
}
