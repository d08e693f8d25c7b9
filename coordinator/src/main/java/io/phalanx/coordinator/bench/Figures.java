package io.phalanx.coordinator.bench;

import java.util.List;
import java.util.stream.IntStream;

/// Times of one contender, a figure per round.
///
/// @param values in the order of the rounds
public record Figures(List<Double> values) {
  /// No figures.
  public static final Figures NONE = new Figures(List.of());

  public Figures {
    values = List.copyOf(values);
  }

  public int count() {
    return values.size();
  }

  /// The middle one; NaN if there are none.
  public double median() {
    return quantile(0.5);
  }

  /// The value that a share of the figures does not exceed, between neighbours in proportion; NaN
  /// if there are none.
  ///
  /// @param share 0 to 1
  public double quantile(double share) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /// How many times as long as another: taken round by round, so that what slowed the machine in
  /// one round cancels out, then the middle one.
  public double ratioTo(Figures other) {
    return new Figures(
            IntStream.range(0, Math.min(count(), other.count()))
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList())
        .median();
  }
}
