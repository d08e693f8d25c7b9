package io.phalanx.shared.kernel.elementwise;

/// What StrictMath lacks, one number at a time and obviously right rather than fast.
final class ScalarFunctions {
  /// |x| from which the tail of the normal distribution is a continued fraction.
  private static final double FRACTION_FROM = 1.5;

  private static final int TERMS = 200;
  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private ScalarFunctions() {}

  /// `1 / (1 + e^-x)`.
  static double sigmoid(double x) {
    double z = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? z : 1.0) / (1.0 + z);
  }

  /// `log(1 + e^x)`.
  static double softplus(double x) {
    return (x < 0 ? 0.0 : x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /// `x Φ(x)`: beside zero by the series of Φ - ½, whose terms all have one sign; elsewhere by
  /// Laplace's continued fraction of the tail.
  static double gelu(double x) {
    double t = Math.abs(x);
    if (t < FRACTION_FROM) {
      return x * (0.5 + centre(x));
    }
    if (!(t < 40)) {
      return x < 0 ? -0.0 : x;
    }
    double fraction = t;
    for (int k = TERMS; k > 0; k--) {
      fraction = t + k / fraction;
    }
    double square = t * t;
    double rest = Math.fma(t, t, -square);
    double density = StrictMath.exp(-0.5 * square) * INVERSE_SQRT_TWO_PI * (1 - 0.5 * rest);
    double tail = t * density / fraction;
    return x < 0 ? -tail : x - tail;
  }

  /// `Φ(x) - ½ = φ(x) (x + x³ / 3 + x⁵ / 15 + ...)`.
  private static double centre(double x) {
    double term = x;
    double sum = 0;
    for (int k = 3; k < TERMS; k += 2) {
      sum += term;
      term *= x * x / k;
    }
    return sum * StrictMath.exp(-0.5 * x * x) * INVERSE_SQRT_TWO_PI;
  }
}
