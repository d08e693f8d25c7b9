package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// The hyperbolic tangent of one vector.
///
/// With `e^-2|x| = s a / b`, where `s = 2^n`, `a = c + r` and `b = c - r` (see [HalfCotangent]), it
/// is `(b - s a) / (b + s a)`. The numerator is computed in two ways. Near zero it is `(1 - s) c -
/// (1 + s) r`, added up from the smallest term to the largest: nothing cancels, and for tiny x only
/// r is left and the result is x itself. Elsewhere it is the denominator less `2 s a`, so that what
/// the denominator was rounded by cancels. Zero keeps its sign. Within 2.3 units in the last place.
public final class HyperbolicTangent {
  /// `-2|x|` below which tanh is 1 to the last bit.
  private static final DoubleVector FAR = constant(-60.0);

  /// `-2|x|` above which the numerator for small x is the better one.
  private static final DoubleVector NEAR = constant(-1.1);

  private static final DoubleVector ONE = constant(1.0);
  private static final DoubleVector TWO = constant(2.0);
  private static final DoubleVector MINUS_TWO = constant(-2.0);

  private HyperbolicTangent() {}

  /// tanh x.
  public static DoubleVector tanh(DoubleVector x) {
    DoubleVector y = x.abs().mul(MINUS_TWO);
    DoubleVector magnitude =
        magnitude(y).blend(ONE, y.compare(VectorOperators.LT, FAR)); // NaN stays NaN
    LongVector sign = x.reinterpretAsLongs().and(WideLanes.SIGN);
    return magnitude.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
  }

  private static DoubleVector magnitude(DoubleVector y) {
    DoubleVector t = PowersOfTwo.nearest(y, PowersOfTwo.BIASED);
    DoubleVector s = PowersOfTwo.of(t);
    DoubleVector n = t.sub(PowersOfTwo.BIASED);
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, y);
    DoubleVector r = n.fma(PowersOfTwo.MINUS_LN2_LOW, high);
    DoubleVector low = n.fma(PowersOfTwo.MINUS_LN2_LOW, high.sub(r)); // what r was rounded by
    DoubleVector z = r.mul(r);
    DoubleVector excess = HalfCotangent.series(z).mul(z); // c - 2
    DoubleVector minus = ONE.sub(s);
    DoubleVector plus = ONE.add(s);
    DoubleVector near =
        r.fma(plus.neg(), excess.fma(minus, low.mul(plus).neg())).add(minus.add(minus));
    DoubleVector denominator = plus.fma(TWO, plus.fma(excess, r.mul(minus).neg()));
    DoubleVector far = s.mul(MINUS_TWO).fma(excess.add(r).add(TWO), denominator);
    return far.blend(near, y.compare(VectorOperators.GT, NEAR)).div(denominator);
  }
}
