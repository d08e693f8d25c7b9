package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// How the exponential functions split `x = n ln 2 + r` and make 2^n.
///
/// Adding `1.5 · 2^52` to a number rounds it to a whole one, which then stands in the low bits.
/// With the bias of the float64 exponent added too, a shift by 52 makes those bits the number 2^n.
final class PowersOfTwo {
  /// Rounds and makes 2^n, for n from -1022 to 1023.
  static final DoubleVector BIASED = constant(0x1.8p52 + Double.MAX_EXPONENT);

  private static final int RAISE = 128;

  /// Rounds and makes 2^(n + 128), for n from -1150 to 895.
  static final DoubleVector RAISED = constant(0x1.8p52 + Double.MAX_EXPONENT + RAISE);

  /// 2^-128, which takes the raise away again.
  static final DoubleVector LOWERING = constant(0x1p-128);

  /// Rounds and makes 2^(n - 128), for n from -894 to 1151.
  static final DoubleVector LOWERED = constant(0x1.8p52 + Double.MAX_EXPONENT - RAISE);

  /// 2^128, which takes the lowering away again.
  static final DoubleVector RAISING = constant(0x1p128);

  /// Rounds and makes 2^(n - 1), for n from -1021 to 1024.
  static final DoubleVector HALVED = constant(0x1.8p52 + Double.MAX_EXPONENT - 1);

  /// The nearest float64 to -ln 2. `x` less n times it is exact in one fused operation.
  static final DoubleVector MINUS_LN2_HIGH = constant(-0x1.62e42fefa39efp-1);

  /// What that float64 lacks.
  static final DoubleVector MINUS_LN2_LOW = constant(-0x1.abc9e3b39803fp-56);

  private static final DoubleVector LOG2_E = constant(0x1.71547652b82fep0);

  private PowersOfTwo() {}

  /// A rounder plus n = round(x / ln 2).
  static DoubleVector nearest(DoubleVector x, DoubleVector rounder) {
    return x.fma(LOG2_E, rounder);
  }

  /// r = x - n ln 2, rounded once.
  static DoubleVector remainder(DoubleVector x, DoubleVector n) {
    return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
  }

  /// The power of two whose biased exponent stands in the low bits.
  static DoubleVector of(DoubleVector rounded) {
    return rounded.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
  }
}
