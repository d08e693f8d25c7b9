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

  /// A group is faster if it is so by this share than the best before it.
  private static final double GAIN_MIN = 0.03;

  /// So many groups in a row that are not faster end the wait: while a loop runs in one compiled
  /// form and the next is being made, its time stands still, too.
  private static final int CALM_GROUPS = 3;

  private final List<Double> group = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;
  private int calmGroups;

  /// Takes the time of the next run, in any unit.
  public void add(double time) {
    group.add(time);
    if (group.size() == GROUP_RUNS) {
      double median = new Figures(group).median();
      calmGroups = median > best * (1 - GAIN_MIN) ? calmGroups + 1 : 0;
      best = Math.min(best, median);
      group.clear();
    }
  }

  /// True if the last groups were not faster than those before.
  public boolean isReached() {
    return calmGroups >= CALM_GROUPS;
  }
}
