package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The logistic function of one float32 vector in float32 arithmetic.
///
/// `2^-32 / (2^-32 + 2^-32 e^-x)`: the small factor keeps e^-x in range down to where the result is
/// the smallest subnormal number. Within 2.45 units in the last place, for each of the 2^32
/// float32.
public final class FloatLogistic {
  /// -x above which the result is zero.
  private static final FloatVector MOST = constant(104.5f);

  /// -x below which the result is one.
  private static final FloatVector LEAST = constant(-30.0f);

  private FloatLogistic() {}

  /// `1 / (1 + e^-x)`.
  public static FloatVector sigmoid(FloatVector x) {
    FloatVector minus = x.neg();
    FloatVector y =
        minus
            .blend(MOST, minus.compare(VectorOperators.GT, MOST))
            .blend(LEAST, minus.compare(VectorOperators.LT, LEAST));
    FloatVector t = FloatPowersOfTwo.nearest(y, FloatPowersOfTwo.LOWERED);
    FloatVector p = FloatExponential.expMinusOne(y, t.sub(FloatPowersOfTwo.LOWERED));
    FloatVector s = FloatPowersOfTwo.of(t);
    return FloatPowersOfTwo.LOWERING.div(p.fma(s, s.add(FloatPowersOfTwo.LOWERING)));
  }
}
