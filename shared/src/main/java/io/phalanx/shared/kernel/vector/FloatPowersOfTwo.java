package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// How the exponential functions in float32 split `x = n ln 2 + r` and make 2^n; the counterpart of
/// [PowersOfTwo].
final class FloatPowersOfTwo {
  private static final int RAISE = 32;

  /// Rounds and makes 2^n, for n from -126 to 127.
  static final FloatVector BIASED = constant(0x1.8p23f + Float.MAX_EXPONENT);

  /// Rounds and makes 2^(n + 32), for n from -158 to 95.
  static final FloatVector RAISED = constant(0x1.8p23f + Float.MAX_EXPONENT + RAISE);

  /// Rounds and makes 2^(n - 32), for n from -94 to 159.
  static final FloatVector LOWERED = constant(0x1.8p23f + Float.MAX_EXPONENT - RAISE);

  /// 2^-32, which takes the raise away again.
  static final FloatVector LOWERING = constant(0x1p-32f);

  /// 2^32, which takes the lowering away again.
  static final FloatVector RAISING = constant(0x1p32f);

  /// The nearest float32 to -ln 2. `x` less n times it is exact in one fused operation.
  static final FloatVector MINUS_LN2_HIGH = constant(-0x1.62e43p-1f);

  /// What that float32 lacks.
  static final FloatVector MINUS_LN2_LOW = constant(0x1.05c61p-29f);

  private static final FloatVector LOG2_E = constant(0x1.715476p0f);

  private FloatPowersOfTwo() {}

  /// A rounder plus n = round(x / ln 2).
  static FloatVector nearest(FloatVector x, FloatVector rounder) {
    return x.fma(LOG2_E, rounder);
  }

  /// The power of two whose biased exponent stands in the low bits.
  static FloatVector of(FloatVector rounded) {
    return rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }
}
