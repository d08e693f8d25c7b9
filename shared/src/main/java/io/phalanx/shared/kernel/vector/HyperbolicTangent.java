package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.Lanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// The hyperbolic tangent of one vector.
///
/// With `e^-2|x| = s (c + r) / (c - r)`, where `s = 2^n` (see [HalfCotangent]), it is the fraction
/// `((1 - s) c - (1 + s) r) / ((1 + s) c - (1 - s) r)`. Both sums are added up from the smallest
/// term to the largest and nothing cancels: for tiny x only r is left and the result is x itself.
/// Zero keeps its sign. Within 2.3 units in the last place.
public final class HyperbolicTangent {
  /// `-2|x|` below which tanh is 1 to the last bit.
  private static final DoubleVector FAR = constant(-60.0);

  private static final DoubleVector ONE = constant(1.0);
  private static final DoubleVector TWO = constant(2.0);
  private static final DoubleVector MINUS_ONE = constant(-1.0);
  private static final DoubleVector MINUS_TWO = constant(-2.0);

  private HyperbolicTangent() {}

  /// tanh x.
  public static DoubleVector tanh(DoubleVector x) {
    DoubleVector y = x.abs().mul(MINUS_TWO);
    DoubleVector t = PowersOfTwo.nearest(y, PowersOfTwo.BIASED);
    DoubleVector n = t.sub(PowersOfTwo.BIASED);
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, y);
    DoubleVector r = n.fma(PowersOfTwo.MINUS_LN2_LOW, high);
    DoubleVector low = n.fma(PowersOfTwo.MINUS_LN2_LOW, high.sub(r)); // what r was rounded by
    DoubleVector magnitude = fraction(PowersOfTwo.of(t), r, low);
    DoubleVector bounded = magnitude.blend(ONE, y.compare(VectorOperators.LT, FAR));
    LongVector sign = x.reinterpretAsLongs().and(Lanes.SIGN);
    return bounded.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
  }

  private static DoubleVector fraction(DoubleVector s, DoubleVector r, DoubleVector low) {
    DoubleVector z = r.mul(r);
    DoubleVector excess = HalfCotangent.series(z).mul(z); // c - 2
    DoubleVector minus = ONE.sub(s);
    DoubleVector negatedPlus = MINUS_ONE.sub(s);
    DoubleVector small = excess.fma(minus, low.mul(negatedPlus));
    DoubleVector numerator = minus.fma(TWO, r.fma(negatedPlus, small));
    DoubleVector denominator =
        negatedPlus.fma(MINUS_TWO, r.fma(minus.neg(), excess.mul(negatedPlus.neg())));
    return numerator.div(denominator);
  }
}
