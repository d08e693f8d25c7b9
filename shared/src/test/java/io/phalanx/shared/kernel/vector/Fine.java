package io.phalanx.shared.kernel.vector;

/// A number of some 105 binary digits: `(high + low) 2^exponent`, where low is less than the last
/// place of high. The exponent is for values near and below the smallest float64.
///
/// @param high nearest float64
/// @param low what it lacks
/// @param exponent of a power of two; 0 in all arithmetic here, but for [#times2To]
public record Fine(double high, double low, int exponent) {
  static final Fine ZERO = of(0);
  static final Fine ONE = of(1);

  static Fine of(double value) {
    return new Fine(value, 0, 0);
  }

  /// The exact sum of two float64 of any size.
  static Fine sum(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    return new Fine(sum, (a - (sum - part)) + (b - part), 0);
  }

  /// The exact product of two float64.
  static Fine product(double a, double b) {
    double product = a * b;
    return new Fine(product, Math.fma(a, b, -product), 0);
  }

  private static Fine normal(double high, double low) {
    double sum = high + low;
    return new Fine(sum, low - (sum - high), 0);
  }

  Fine plus(Fine other) {
    Fine s = sum(high, other.high);
    Fine t = sum(low, other.low);
    Fine u = normal(s.high, s.low + t.high);
    return normal(u.high, u.low + t.low);
  }

  Fine plus(double other) {
    Fine s = sum(high, other);
    return normal(s.high, s.low + low);
  }

  Fine minus(Fine other) {
    return plus(other.negated());
  }

  Fine negated() {
    return new Fine(-high, -low, exponent);
  }

  Fine times(Fine other) {
    Fine p = product(high, other.high);
    return normal(p.high, p.low + Math.fma(high, other.low, low * other.high));
  }

  Fine times(double other) {
    Fine p = product(high, other);
    return normal(p.high, Math.fma(low, other, p.low));
  }

  Fine over(Fine other) {
    double first = high / other.high;
    Fine rest = minus(other.times(first));
    double second = rest.high / other.high;
    rest = rest.minus(other.times(second));
    return normal(first, second).plus(rest.high / other.high);
  }

  Fine over(double other) {
    return over(of(other));
  }

  /// This number times 2^n, which may lie outside of the range of float64.
  Fine times2To(int n) {
    return new Fine(high, low, exponent + n);
  }

  /// The exponent taken into the two numbers; exact unless they become subnormal.
  Fine flat() {
    return exponent == 0
        ? this
        : new Fine(Math.scalb(high, exponent), Math.scalb(low, exponent), 0);
  }

  /// The distance of a result from this number, in units in the last place of the float64 nearest
  /// to it.
  public double ulps(double result) {
    double nearest = Math.scalb(high, exponent);
    if (high == 0 || !Double.isFinite(nearest) || !Double.isFinite(result)) {
      return nearest == result ? 0 : overflow(result);
    }
    return distance(result, Math.ulp(nearest));
  }

  /// The same in units in the last place of a float32.
  public double ulps(float result) {
    float nearest = (float) Math.scalb(high, exponent);
    if (high == 0 || Float.isInfinite(nearest) || !Float.isFinite(result)) {
      return nearest == result ? 0 : overflow(result);
    }
    return distance(result, Math.ulp(nearest));
  }

  /// A result that overflows is as far away as the bound it has passed.
  private double overflow(double result) {
    return Double.isNaN(result) && Double.isNaN(high) ? 0 : Double.POSITIVE_INFINITY;
  }

  private double distance(double result, double ulp) {
    int scale = -exponent;
    double scaled = Math.scalb(Math.scalb(result, scale / 2), scale - scale / 2);
    double unit = Math.scalb(Math.scalb(ulp, scale / 2), scale - scale / 2);
    return Math.abs((scaled - high) - low) / unit;
  }
}
