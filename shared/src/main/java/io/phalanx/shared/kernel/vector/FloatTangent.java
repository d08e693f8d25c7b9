package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The hyperbolic tangent of one float32 vector in float32 arithmetic.
///
/// Near zero it is `x + x³ P(x²)` with P of degree 4 (own minimax fit to 2^-29), elsewhere `1 - 2 /
/// (1 + e^2|x|)`. Zero keeps its sign. Within 1.4 units in the last place, for each of the 2^32
/// float32.
public final class FloatTangent {
  /// |x| above which tanh is 1 to the last bit.
  private static final FloatVector FAR = constant(10.0f);

  /// |x| up to which the polynomial serves; tanh of it is just above a half.
  private static final FloatVector NEAR = constant(0.55f);

  private static final FloatVector P0 = constant(-0x1.55554ap-2f);
  private static final FloatVector P1 = constant(0x1.110cfp-3f);
  private static final FloatVector P2 = constant(-0x1.b91f08p-5f);
  private static final FloatVector P3 = constant(0x1.58ead0p-6f);
  private static final FloatVector P4 = constant(-0x1.9947b4p-8f);

  private static final FloatVector ONE = constant(1.0f);
  private static final FloatVector TWO = constant(2.0f);

  private FloatTangent() {}

  /// tanh x.
  public static FloatVector tanh(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector t = magnitude.blend(FAR, magnitude.compare(VectorOperators.GT, FAR));
    FloatVector far = ONE.sub(TWO.div(onePlusExp(t.add(t))));
    FloatVector y = far.blend(near(t), t.compare(VectorOperators.LT, NEAR));
    IntVector sign = x.reinterpretAsInts().and(WideLanes.FLOAT_SIGN);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  private static FloatVector near(FloatVector t) {
    FloatVector z = t.mul(t);
    FloatVector w = z.mul(z);
    FloatVector p = w.fma(P4, z.fma(P3, P2)).fma(w, z.fma(P1, P0));
    return z.mul(t).fma(p, t);
  }

  private static FloatVector onePlusExp(FloatVector y) {
    FloatVector rounded = FloatPowersOfTwo.nearest(y, FloatPowersOfTwo.BIASED);
    FloatVector p = FloatExponential.expMinusOne(y, rounded.sub(FloatPowersOfTwo.BIASED));
    FloatVector s = FloatPowersOfTwo.of(rounded);
    return p.fma(s, s.add(ONE));
  }
}
