package io.phalanx.shared.matrix;

/// Distances between numbers in units in the last place: how many steps from one representable
/// number to the next lie between them.
///
/// Zeros of either sign are 0 apart, any two NaNs are 0 apart, a NaN and a number are as far apart
/// as can be ([Long#MAX_VALUE]). Infinity is one step beyond the largest finite number, as in
/// NumPy's `assert_array_max_ulp`. Distances beyond [Long#MAX_VALUE] are given as that.
public final class Ulps {
  private Ulps() {}

  /// Distance of two float64.
  public static long distance(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b) ? 0 : Long.MAX_VALUE;
    }
    return distance(ordered(Double.doubleToRawLongBits(a)), ordered(Double.doubleToRawLongBits(b)));
  }

  /// Distance of two float32, in float32 steps.
  public static long distance(float a, float b) {
    if (Float.isNaN(a) || Float.isNaN(b)) {
      return Float.isNaN(a) && Float.isNaN(b) ? 0 : Long.MAX_VALUE;
    }
    return Math.abs(ordered(Float.floatToRawIntBits(a)) - ordered(Float.floatToRawIntBits(b)));
  }

  /// Distance of two whole numbers.
  public static long distance(long a, long b) {
    long distance = a < b ? b - a : a - b;
    return distance < 0 ? Long.MAX_VALUE : distance;
  }

  /// Maps the bits of float64, sign and magnitude, to numbers in the order of their values.
  private static long ordered(long bits) {
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static long ordered(int bits) {
    return bits < 0 ? (long) Integer.MIN_VALUE - bits : bits;
  }
}
