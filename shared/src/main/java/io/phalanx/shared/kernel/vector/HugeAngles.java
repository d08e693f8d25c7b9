package io.phalanx.shared.kernel.vector;

/// Sine and cosine of angles from [Sinusoid#LIMIT] on, one at a time: the reduction of Payne and
/// Hanek.
///
/// `x = m 2^e` with a whole m. Of `x · 2/π` only the remainder by 4 is wanted, so of the binary
/// digits of 2/π only 192 from the place `e - 1` on: those before it give multiples of 4, those
/// after it less than 2^-137. The nearest float64 to a multiple of π/2 is 2^-61 away from it, so r
/// has all digits of two float64.
///
/// Whole-number and fused arithmetic only: the same bits on every machine.
public final class HugeAngles {
  /// The binary digits of 2/π, after 64 zeros.
  private static final long[] TWO_OVER_PI = {
    0,
    0xa2f9_836e_4e44_1529L,
    0xfc27_57d1_f534_ddc0L,
    0xdb62_9599_3c43_9041L,
    0xfe51_63ab_debb_c561L,
    0xb724_6e3a_424d_d2e0L,
    0x0649_2eea_09d1_921cL,
    0xfe1d_eb1c_b129_a73eL,
    0xe882_35f5_2ebb_4484L,
    0xe99c_7026_b45f_7e41L,
    0x3991_d639_8353_39f4L,
    0x9c84_5f8b_bdf9_283bL,
    0x1ff8_97ff_de05_980fL,
    0xef2f_118b_5a0a_6d1fL,
    0x6d36_7ecf_27cb_09b7L,
    0x4f46_3f66_9e5f_ea2dL,
    0x7527_bac7_ebe5_f17bL,
    0x3d07_39f7_8a52_92eaL,
    0x6bfb_5fb1_1f8d_5d08L,
    0x5603_3046_fc7b_6babL,
    0xf0cf_bc20_9af4_361dL,
  };

  private static final int MANTISSA_BITS = 52;

  private HugeAngles() {}

  /// sin x.
  public static double sin(double x) {
    double sine = wave(Math.abs(x), 0);
    return x < 0 ? -sine : sine;
  }

  /// cos x.
  public static double cos(double x) {
    return wave(Math.abs(x), 1);
  }

  /// sin(x + quarters π/2).
  private static double wave(double x, int quarters) {
    if (!(x < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    long m = (Double.doubleToRawLongBits(x) & (1L << MANTISSA_BITS) - 1) | 1L << MANTISSA_BITS;
    int e = Math.getExponent(x) - MANTISSA_BITS;
    int first = Long.SIZE + e - 2; // counted from the zeros, digit e - 1 of 2/π
    long high = digits(first);
    long middle = digits(first + Long.SIZE);
    long low = digits(first + 2 * Long.SIZE);

    // The lowest 192 bits of m times the digits, a whole number of 2^-190.
    long bits0 = m * low;
    long carry = Math.unsignedMultiplyHigh(m, low);
    long bits1 = m * middle + carry;
    long carry1 =
        Math.unsignedMultiplyHigh(m, middle) + (Long.compareUnsigned(bits1, carry) < 0 ? 1 : 0);
    long bits2 = m * high + carry1;

    int quadrant = (int) (bits2 >>> 62);
    long f2 = bits2 << 2 | bits1 >>> 62; // the fraction, a whole number of 2^-192
    long f1 = bits1 << 2 | bits0 >>> 62;
    long f0 = bits0 << 2;
    boolean above = f2 < 0; // a half or more: count from the next quadrant down
    if (above) {
      quadrant++;
      f0 = -f0;
      f1 = ~f1 + (f0 == 0 ? 1 : 0);
      f2 = ~f2 + (f0 == 0 && f1 == 0 ? 1 : 0);
    }
    return atFraction(quadrant + quarters, above, f2, f1, f0);
  }

  /// 64 binary digits from the given place on.
  private static long digits(int first) {
    int word = first / Long.SIZE;
    int shift = first % Long.SIZE;
    long digits = TWO_OVER_PI[word] << shift;
    return shift == 0 ? digits : digits | TWO_OVER_PI[word + 1] >>> (Long.SIZE - shift);
  }

  /// @param negative the fraction is less than 0
  /// @param f2 highest word of its magnitude
  private static double atFraction(int quadrant, boolean negative, long f2, long f1, long f0) {
    int zeros = f2 != 0 ? Long.numberOfLeadingZeros(f2) : Long.SIZE + Long.numberOfLeadingZeros(f1);
    int shift = zeros % Long.SIZE;
    long top = zeros < Long.SIZE ? f2 : f1;
    long next = zeros < Long.SIZE ? f1 : f0;
    long last = zeros < Long.SIZE ? f0 : 0;
    if (shift > 0) {
      top = top << shift | next >>> (Long.SIZE - shift);
      next = next << shift | last >>> (Long.SIZE - shift);
    }
    double head = Math.scalb((double) (top >>> 11), -53 - zeros);
    double tail = Math.scalb((double) ((top << 53 | next >>> 11) >>> 11), -106 - zeros);
    double product = head * SinusoidTerms.P1;
    double rest = Math.fma(head, SinusoidTerms.P1, -product);
    double low = Math.fma(tail, SinusoidTerms.P1, Math.fma(head, SinusoidTerms.P2, rest));
    double r = product + low;
    double rounded = product - r + low;
    double value =
        (quadrant & 1) == 0
            ? sineOf(negative ? -r : r, negative ? -rounded : rounded)
            : cosineOf(r, rounded);
    return (quadrant & 2) == 0 ? value : -value;
  }

  private static double sineOf(double r, double low) {
    double z = r * r;
    double s = Math.fma(z, SinusoidTerms.S5, SinusoidTerms.S4);
    s = Math.fma(z, s, SinusoidTerms.S3);
    s = Math.fma(z, s, SinusoidTerms.S2);
    s = Math.fma(z, s, SinusoidTerms.S1);
    s = Math.fma(z, s, SinusoidTerms.S0);
    return Math.fma(z * r, s, Math.fma(-0.5 * z, low, low)) + r;
  }

  private static double cosineOf(double r, double low) {
    double z = r * r;
    double c = Math.fma(z, SinusoidTerms.C5, SinusoidTerms.C4);
    c = Math.fma(z, c, SinusoidTerms.C3);
    c = Math.fma(z, c, SinusoidTerms.C2);
    c = Math.fma(z, c, SinusoidTerms.C1);
    c = Math.fma(z, c, SinusoidTerms.C0);
    double half = 0.5 * z;
    double high = 1.0 - half;
    return Math.fma(z * z, c, Math.fma(-r, low, 1.0 - high - half)) + high;
  }
}
