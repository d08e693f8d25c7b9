package io.phalanx.shared.kernel.reduction;

/// A sum in about twice the precision of float64: the plain sum, and the sum of its rounding
/// errors.
///
/// See [SumAccumulators] for the formula.
final class DoubleDouble {
  private double high;
  private double low;

  void clear() {
    high = 0.0;
    low = 0.0;
  }

  /// Adds the number `addedHigh + addedLow`.
  void add(double addedHigh, double addedLow) {
    double s = high + addedHigh;
    double b = s - high;
    low += addedLow + ((high - (s - b)) + (addedHigh - b));
    high = s;
  }

  /// The plain sum.
  double high() {
    return high;
  }

  /// What the plain sum lacks; 0 where the plain sum is not finite, or not far from it, and the
  /// formula has nothing to say.
  double low() {
    return Double.isFinite(high) && Double.isFinite(low) ? low : 0.0;
  }

  /// The nearest float64.
  double value() {
    return high + low();
  }

  /// The quotient by a positive number, rounded to float64.
  double over(double divisor) {
    return value() / divisor;
  }

  /// This number less a product that is near to it.
  double minus(double factor, double otherFactor) {
    return Math.fma(-factor, otherFactor, high) + low();
  }

  /// What [#over] lacks; 0 where that is not finite.
  double overLow(double divisor) {
    double rest = minus(over(divisor), divisor);
    return Double.isFinite(rest) ? rest / divisor : 0.0;
  }
}
