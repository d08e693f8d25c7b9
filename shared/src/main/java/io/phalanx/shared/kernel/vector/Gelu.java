package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.Lanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The Gaussian error linear unit `x Φ(x)` of one vector, with Φ the distribution function of the
/// normal distribution: the exact form, not the one with tanh.
///
/// With `t = |x|` it is -w left of zero and `x - w` right of it, where `w = t Φ(-t)`. Far left Φ is
/// tiny and all of its digits are wanted, so w is computed as a product: `t / (t + 4)` by
/// `N = (t + 4) Φ(-t) e^(t²/2)`, which falls gently from 2 to 0.4, by `e^(-t²/2)`. N is a polynomial
/// of degree 23 in `t / (t + 4) - ½` (own minimax fit to 2^-59). t² has twice the digits of a
/// float64, and an exponent as large as 745 needs them: what t² is rounded by joins the remainder of
/// the reduction by ln 2.
public final class Gelu {
  /// |x| above which w is 0; 2^(n + 128) is still a normal number there.
  private static final DoubleVector FAR = constant(39.5);

  /// |x| below which w is x / 2, subnormal numbers included.
  private static final DoubleVector TINY = constant(0x1p-60);

  private static final DoubleVector ZERO = constant(0.0);
  private static final DoubleVector HALF = constant(0.5);
  private static final DoubleVector MINUS_HALF = constant(-0.5);
  private static final DoubleVector FOUR = constant(4.0);

  private Gelu() {}

  /// `x Φ(x)`.
  public static DoubleVector gelu(DoubleVector x) {
    DoubleVector magnitude = x.abs();
    DoubleVector w =
        w(magnitude.blend(FAR, magnitude.compare(VectorOperators.GT, FAR)))
            .blend(magnitude.mul(HALF), magnitude.compare(VectorOperators.LT, TINY));
    return x.blend(ZERO, x.compare(VectorOperators.LT, ZERO)).sub(w);
  }

  /// `t Φ(-t)`. The factors before the last are kept as sums of two numbers.
  private static DoubleVector w(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector exponent = square.mul(MINUS_HALF);
    DoubleVector rest = t.fma(t, square.neg()).mul(MINUS_HALF);
    DoubleVector rounded = PowersOfTwo.nearest(exponent, PowersOfTwo.RAISED);
    DoubleVector n = rounded.sub(PowersOfTwo.RAISED);
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, exponent); // exact
    DoubleVector correction = n.fma(PowersOfTwo.MINUS_LN2_LOW, rest);
    DoubleVector r = high.add(correction);
    DoubleVector p = Exponential.series(r, correction.sub(r.sub(high)));
    DoubleVector share = t.div(t.add(FOUR));
    DoubleVector v = share.sub(HALF);
    DoubleVector slope = NormalTail.slope(v);
    DoubleVector factor = slope.fma(v, NormalTail.C0);
    DoubleVector factorRest = slope.fma(v, NormalTail.C0.sub(factor));
    DoubleVector product = share.mul(factor);
    DoubleVector productRest = share.fma(factorRest, share.fma(factor, product.neg()));
    return p.fma(product, productRest)
        .add(product)
        .mul(PowersOfTwo.LOWERING)
        .mul(PowersOfTwo.of(rounded));
  }
}
