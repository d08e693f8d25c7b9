package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.Lanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The exponential function of one vector.
///
/// `e^x = 2^n (1 + p)` with `n = round(x / ln 2)`, `r = x - n ln 2` and `p = e^r - 1`. Within half
/// of ln 2 a polynomial of degree 11 gives p to 2^-58 (own minimax fit). r is kept as a sum of two
/// numbers, so that the result is within 0.9 units in the last place, subnormal results within one.
/// Branch-free: results out of range are put in at the end, beside the long chain of operations
/// whose length decides the speed. NaN stays NaN.
public final class Exponential {
  /// e^x is infinite from a little below it on.
  private static final DoubleVector OVERFLOW = constant(709.79);

  /// e^x is zero from a little above it on.
  private static final DoubleVector UNDERFLOW = constant(-746.0);

  private static final DoubleVector C2 = constant(0x1.000000000000bp-1);
  private static final DoubleVector C3 = constant(0x1.5555555555561p-3);
  private static final DoubleVector C4 = constant(0x1.55555555500a6p-5);
  private static final DoubleVector C5 = constant(0x1.111111110d66dp-7);
  private static final DoubleVector C6 = constant(0x1.6c16c18592263p-10);
  private static final DoubleVector C7 = constant(0x1.a01a01bad3812p-13);
  private static final DoubleVector C8 = constant(0x1.a01996c4d8affp-16);
  private static final DoubleVector C9 = constant(0x1.71dddfe88c5d3p-19);
  private static final DoubleVector C10 = constant(0x1.28b0212a6f578p-22);
  private static final DoubleVector C11 = constant(0x1.af855f6ccb306p-26);

  private static final DoubleVector ZERO = constant(0.0);
  private static final DoubleVector HALF = constant(0.5);
  private static final DoubleVector INFINITY = constant(Double.POSITIVE_INFINITY);

  private Exponential() {}

  /// e^x.
  ///
  /// 2^n itself may be too large or too small for a float64, so it is applied in two halves, of
  /// which only the last one can round.
  public static DoubleVector exp(DoubleVector x) {
    DoubleVector n = PowersOfTwo.nearest(x, PowersOfTwo.ROUNDER).sub(PowersOfTwo.ROUNDER);
    DoubleVector p = expMinusOne(x, n);
    DoubleVector half = n.fma(HALF, PowersOfTwo.BIASED);
    DoubleVector rest = n.sub(half.sub(PowersOfTwo.BIASED)).add(PowersOfTwo.BIASED);
    DoubleVector power = PowersOfTwo.of(half);
    return p.fma(power, power)
        .mul(PowersOfTwo.of(rest))
        .blend(INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
        .blend(ZERO, x.compare(VectorOperators.LT, UNDERFLOW));
  }

  /// e^x for x that is not above 0, a quarter faster: there 2^(n + 128) is always a normal number.
  public static DoubleVector expOfNonPositive(DoubleVector x) {
    DoubleVector t = PowersOfTwo.nearest(x, PowersOfTwo.RAISED);
    DoubleVector p = expMinusOne(x, t.sub(PowersOfTwo.RAISED));
    return p.fma(PowersOfTwo.LOWERING, PowersOfTwo.LOWERING)
        .mul(PowersOfTwo.of(t))
        .blend(ZERO, x.compare(VectorOperators.LT, UNDERFLOW));
  }

  /// p = e^(x - n ln 2) - 1.
  private static DoubleVector expMinusOne(DoubleVector x, DoubleVector n) {
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, x); // exact
    DoubleVector r = n.fma(PowersOfTwo.MINUS_LN2_LOW, high);
    DoubleVector low = n.fma(PowersOfTwo.MINUS_LN2_LOW, high.sub(r)); // what r was rounded by
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector c25 = r.fma(C5, C4).fma(r2, r.fma(C3, C2));
    DoubleVector c69 = r.fma(C9, C8).fma(r2, r.fma(C7, C6));
    DoubleVector q = r.fma(C11, C10).fma(r4, c69).fma(r4, c25);
    return q.fma(r2, low).add(r);
  }
}
