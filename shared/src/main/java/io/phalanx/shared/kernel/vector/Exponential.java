package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The exponential function of one vector, and what is made of it.
///
/// `e^x = 2^n (1 + p)` with `n = round(x / ln 2)`, `r = x - n ln 2` and `p = e^r - 1`. Within half
/// of ln 2 a polynomial of degree 11 gives p to 2^-58 (own minimax fit). r is kept as a sum of two
/// numbers, so that exp is within 0.95 units in the last place, subnormal results within one, and
/// expm1 within 2. Branch-free: results out of range are put in at the end, beside the long chain
/// of operations whose length decides the speed. NaN stays NaN.
public final class Exponential {
  /// e^x is infinite from a little below it on.
  private static final DoubleVector OVERFLOW = constant(709.79);

  /// e^x is zero from a little above it on.
  private static final DoubleVector UNDERFLOW = constant(-746.0);

  /// e^x - 1 is -1 to the last bit below it.
  private static final DoubleVector MINUS_ONE_BELOW = constant(-60.0);

  /// The result of expm1 is its argument up to it.
  private static final DoubleVector TINY = constant(0x1p-60);

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
  /// 2^n itself may be too large or too small for a float64, so it is applied in two factors: one
  /// is 2^128 or 2^-128 by the sign of x, and only the multiplication by the other can round.
  public static DoubleVector exp(DoubleVector x) {
    VectorMask<Double> negative = x.compare(VectorOperators.LT, ZERO);
    DoubleVector rounder = PowersOfTwo.LOWERED.blend(PowersOfTwo.RAISED, negative);
    DoubleVector t = PowersOfTwo.nearest(x, rounder);
    DoubleVector p = expMinusOne(x, t.sub(rounder));
    DoubleVector factor = PowersOfTwo.RAISING.blend(PowersOfTwo.LOWERING, negative);
    return p.fma(factor, factor)
        .mul(PowersOfTwo.of(t))
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

  /// e^x - 1: `2 (s p + (s - ½))` with `s = 2^(n - 1)`, where the second difference is exact as
  /// long as it matters.
  public static DoubleVector expm1(DoubleVector x) {
    DoubleVector y =
        x.blend(MINUS_ONE_BELOW, x.compare(VectorOperators.LT, MINUS_ONE_BELOW))
            .blend(OVERFLOW, x.compare(VectorOperators.GT, OVERFLOW));
    DoubleVector t = PowersOfTwo.nearest(y, PowersOfTwo.HALVED);
    DoubleVector p = expMinusOne(y, t.sub(PowersOfTwo.HALVED));
    DoubleVector s = PowersOfTwo.of(t);
    DoubleVector half = p.fma(s, s.sub(HALF));
    return x.blend(half.add(half), x.abs().compare(VectorOperators.GT, TINY));
  }

  /// p = e^(x - n ln 2) - 1.
  static DoubleVector expMinusOne(DoubleVector x, DoubleVector n) {
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, x); // exact
    DoubleVector r = n.fma(PowersOfTwo.MINUS_LN2_LOW, high);
    DoubleVector low = n.fma(PowersOfTwo.MINUS_LN2_LOW, high.sub(r)); // what r was rounded by
    return series(r, low);
  }

  /// e^(r + low) - 1 for r within half of ln 2 and a low that is small beside it.
  static DoubleVector series(DoubleVector r, DoubleVector low) {
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector c25 = r.fma(C5, C4).fma(r2, r.fma(C3, C2));
    DoubleVector c69 = r.fma(C9, C8).fma(r2, r.fma(C7, C6));
    DoubleVector q = r.fma(C11, C10).fma(r4, c69).fma(r4, c25);
    return q.fma(r2, low).add(r);
  }
}
