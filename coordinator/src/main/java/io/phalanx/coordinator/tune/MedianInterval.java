package io.phalanx.coordinator.tune;

import java.util.List;

/// The middle of some figures, and between what the middle of all figures that there could be lies
/// with a certainty of 95 percent.
///
/// Its ends are figures themselves, counted from below and from above so far that the true median
/// lies outside as rarely as a coin falls that way (order statistics, Conover, Practical
/// Nonparametric Statistics, 3.2): nothing is assumed of how figures scatter, which on a shared
/// machine is anything but normally.
///
/// @param median the middle
/// @param low lower end; with fewer than 6 figures the least
/// @param high upper end; with fewer than 6 figures the greatest
public record MedianInterval(double median, double low, double high) {
  private static final double TAIL_MAX = 0.025;

  /// That of at least one figure.
  static MedianInterval of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int count = sorted.size();
    int skipped = skipped(count);
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return new MedianInterval(median, sorted.get(skipped), sorted.get(count - 1 - skipped));
  }

  /// How many figures at each end are left out: at most so many coins of count show heads with a
  /// probability of at most [#TAIL_MAX].
  private static int skipped(int count) {
    double probability = Math.pow(0.5, count);
    double sum = 0;
    int heads = 0;
    while (sum + probability <= TAIL_MAX && heads < (count - 1) / 2) {
      sum += probability;
      probability *= (double) (count - heads) / (heads + 1);
      heads++;
    }
    return Math.max(0, heads - 1);
  }

  /// Half its width, as a share of the median.
  public double spread() {
    return (high - low) / 2 / median;
  }
}
