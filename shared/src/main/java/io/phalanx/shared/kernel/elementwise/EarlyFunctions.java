package io.phalanx.shared.kernel.elementwise;

/// Scalar twins of vector functions: the same operations in the same order on one element, and so
/// the same bits, NaNs included. What they compute, and why so, is said at the vector functions in
/// [io.phalanx.shared.kernel.vector]; no class of the Vector API is loaded for them.
final class EarlyFunctions {
  /// What a copy of [EarlyLoopBody] calls.
  interface DoubleUnary {
    double apply(double x, double a, double b);
  }

  private static final double BIASED = 0x1.8p52 + Double.MAX_EXPONENT;
  private static final double RAISED = BIASED + 128;
  private static final double LOWERED = BIASED - 128;
  private static final double LOWERING = 0x1p-128;
  private static final double RAISING = 0x1p128;
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double MINUS_LN2_HIGH = -0x1.62e42fefa39efp-1;
  private static final double MINUS_LN2_LOW = -0x1.abc9e3b39803fp-56;

  private static final double K0 = 0x1.555555555552fp-3;
  private static final double K1 = -0x1.6c16c16bdc079p-9;
  private static final double K2 = 0x1.1566aac5c08bcp-14;
  private static final double K3 = -0x1.bbd3b5ecc9472p-20;
  private static final double K4 = 0x1.634d40348f4c5p-25;

  private static final double C2 = 0x1.000000000000bp-1;
  private static final double C3 = 0x1.5555555555561p-3;
  private static final double C4 = 0x1.55555555500a6p-5;
  private static final double C5 = 0x1.111111110d66dp-7;
  private static final double C6 = 0x1.6c16c18592263p-10;
  private static final double C7 = 0x1.a01a01bad3812p-13;
  private static final double C8 = 0x1.a01996c4d8affp-16;
  private static final double C9 = 0x1.71dddfe88c5d3p-19;
  private static final double C10 = 0x1.28b0212a6f578p-22;
  private static final double C11 = 0x1.af855f6ccb306p-26;

  private EarlyFunctions() {}

  /// As [io.phalanx.shared.kernel.vector.Logistic].
  static double sigmoid(double x) {
    double magnitude = -Math.abs(x);
    double y = magnitude < -750.0 ? -750.0 : magnitude;
    double t = Math.fma(y, LOG2_E, RAISED);
    double n = t - RAISED;
    double r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, y));
    double z = r * r;
    double c = Math.fma(halfCotangentSeries(z), z, 2.0);
    double a = (c + r) * LOWERING * powerOfTwo(t);
    double b = c - r;
    return (x < 0 ? a : b) / (a + b);
  }

  /// As [io.phalanx.shared.kernel.vector.HyperbolicTangent].
  static double tanh(double x) {
    double y = Math.abs(x) * -2.0;
    double magnitude = y < -60.0 ? 1.0 : tanhMagnitude(y);
    long sign = Double.doubleToRawLongBits(x) & Long.MIN_VALUE;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | sign);
  }

  private static double tanhMagnitude(double y) {
    double t = Math.fma(y, LOG2_E, BIASED);
    double s = powerOfTwo(t);
    double n = t - BIASED;
    double high = Math.fma(n, MINUS_LN2_HIGH, y);
    double r = Math.fma(n, MINUS_LN2_LOW, high);
    double low = Math.fma(n, MINUS_LN2_LOW, high - r);
    double z = r * r;
    double excess = halfCotangentSeries(z) * z;
    double minus = 1.0 - s;
    double plus = 1.0 + s;
    double near = Math.fma(r, -plus, Math.fma(excess, minus, -(low * plus))) + (minus + minus);
    double denominator = Math.fma(plus, 2.0, Math.fma(plus, excess, -(r * minus)));
    double far = Math.fma(s * -2.0, excess + r + 2.0, denominator);
    return (y > -1.1 ? near : far) / denominator;
  }

  /// As [io.phalanx.shared.kernel.vector.Exponential#exp].
  static double exp(double x) {
    if (x > 709.79) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -746.0) {
      return 0.0;
    }
    double rounder = x < 0 ? RAISED : LOWERED;
    double factor = x < 0 ? LOWERING : RAISING;
    double t = Math.fma(x, LOG2_E, rounder);
    double n = t - rounder;
    double high = Math.fma(n, MINUS_LN2_HIGH, x);
    double r = Math.fma(n, MINUS_LN2_LOW, high);
    double low = Math.fma(n, MINUS_LN2_LOW, high - r);
    return Math.fma(expSeries(r, low), factor, factor) * powerOfTwo(t);
  }

  private static double expSeries(double r, double low) {
    double r2 = r * r;
    double r4 = r2 * r2;
    double c25 = Math.fma(Math.fma(r, C5, C4), r2, Math.fma(r, C3, C2));
    double c69 = Math.fma(Math.fma(r, C9, C8), r2, Math.fma(r, C7, C6));
    double q = Math.fma(Math.fma(Math.fma(r, C11, C10), r4, c69), r4, c25);
    return Math.fma(q, r2, low) + r;
  }

  private static double halfCotangentSeries(double z) {
    double w = z * z;
    return Math.fma(Math.fma(K4, w, Math.fma(z, K3, K2)), w, Math.fma(z, K1, K0));
  }

  private static double powerOfTwo(double rounded) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(rounded) << 52);
  }
}
