package io.phalanx.shared.kernel.elementwise;

/// What StrictMath lacks, one number at a time and obviously right rather than fast.
final class ScalarFunctions {
  /// |x| from which the tail of the normal distribution is a continued fraction.
  private static final double FRACTION_FROM = 1;

  private static final int SERIES_TERMS = 200;

  /// Terms of the fraction at 1. Farther out it takes fewer, as the square of x grows, but some.
  private static final double FRACTION_TERMS = 600;

  private static final int FRACTION_TERMS_MIN = 10;
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
  /// Laplace's continued fraction of the tail, before ½ and the series cancel: the worst of 5,000
  /// values was 8 units in the last place off.
  static double gelu(double x) {
    double t = Math.abs(x);
    if (t < FRACTION_FROM) {
      return x * (0.5 + centre(x));
    }
    if (!(t < 40)) {
      return x < 0 ? -0.0 : x;
    }
    double fraction = t;
    for (int k = FRACTION_TERMS_MIN + (int) (FRACTION_TERMS / (t * t)); k > 0; k--) {
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
    for (int k = 3; k < SERIES_TERMS; k += 2) {
      sum += term;
      term *= x * x / k;
    }
    return sum * StrictMath.exp(-0.5 * x * x) * INVERSE_SQRT_TWO_PI;
  }
}
