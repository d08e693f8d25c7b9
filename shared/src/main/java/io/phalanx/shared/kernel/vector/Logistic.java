package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The logistic function `1 / (1 + e^-x)` of one vector.
///
/// With `e^-|x| = a / b` (see [HalfCotangent]) it is `b / (a + b)` right of zero and `a / (a + b)`
/// left of it: one division, no overflow, and a left tail down to the smallest subnormal number.
/// Within 2.5 units in the last place.
public final class Logistic {
  /// e^x is zero from well above it on.
  private static final DoubleVector UNDERFLOW = constant(-750.0);

  private static final DoubleVector ZERO = constant(0.0);
  private static final DoubleVector TWO = constant(2.0);

  private Logistic() {}

  /// `1 / (1 + e^-x)`.
  public static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector magnitude = x.abs().neg();
    DoubleVector y = magnitude.blend(UNDERFLOW, magnitude.compare(VectorOperators.LT, UNDERFLOW));
    DoubleVector t = PowersOfTwo.nearest(y, PowersOfTwo.RAISED);
    DoubleVector r = PowersOfTwo.remainder(y, t.sub(PowersOfTwo.RAISED));
    DoubleVector z = r.mul(r);
    DoubleVector c = HalfCotangent.series(z).fma(z, TWO);
    DoubleVector a = c.add(r).mul(PowersOfTwo.LOWERING).mul(PowersOfTwo.of(t));
    DoubleVector b = c.sub(r);
    return b.blend(a, x.compare(VectorOperators.LT, ZERO)).div(a.add(b));
  }
}
