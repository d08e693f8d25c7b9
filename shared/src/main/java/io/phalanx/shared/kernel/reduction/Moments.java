package io.phalanx.shared.kernel.reduction;

/// Number, sum and sum of squared distances from the mean of some elements, to which those of other
/// elements can be added.
///
/// Chan, Golub, LeVeque, Updating formulae and a pairwise algorithm for computing sample variances
/// (1979), formula 2.1b:
///
/// ```text
/// M2 = M2a + M2b + (mean b - mean a)² na nb / (na + nb)
/// ```
///
/// The means are carried as sums in twice the precision: for data far from zero their difference
/// has few digits left in float64.
final class Moments {
  private double count;
  private final DoubleDouble sum = new DoubleDouble();
  private final DoubleDouble squares = new DoubleDouble();

  void clear() {
    count = 0.0;
    sum.clear();
    squares.clear();
  }

  /// Adds a part.
  ///
  /// @param partCount number of its elements, 0 or more
  /// @param part their sum
  /// @param partSquares sum of the squares of their distances from their own mean
  void add(double partCount, DoubleDouble part, double partSquares) {
    if (partCount == 0.0) {
      return;
    }
    if (count > 0.0) {
      double delta = part.over(partCount) - sum.over(count);
      delta += part.overLow(partCount) - sum.overLow(count);
      double weight = count * (partCount / (count + partCount));
      squares.add(delta * delta * weight, 0.0);
    }
    squares.add(partSquares, 0.0);
    sum.add(part.high(), part.low());
    count += partCount;
  }

  double count() {
    return count;
  }

  DoubleDouble sum() {
    return sum;
  }

  /// The sum of squared distances from the mean.
  double squares() {
    return squares.value();
  }
}
