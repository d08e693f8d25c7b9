package io.phalanx.shared.kernel.elementwise;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

/// The lane functions of [ArithmeticOperations], apart from it: a process without the Vector API
/// lists operations and runs scalar kernels, and must never load what is here.
final class ArithmeticLanes {
  static final LaneFunctions.DoubleUnary SQRT = (x, a, b) -> x.sqrt();
  static final LaneFunctions.FloatUnary SQRT_FLOAT = (x, a, b) -> x.sqrt();
  static final LaneFunctions.DoubleUnary SQUARE = (x, a, b) -> x.mul(x);
  static final LaneFunctions.FloatUnary SQUARE_FLOAT = (x, a, b) -> x.mul(x);
  static final LaneFunctions.DoubleUnary ABS = (x, a, b) -> x.abs();
  static final LaneFunctions.FloatUnary ABS_FLOAT = (x, a, b) -> x.abs();
  static final LaneFunctions.DoubleUnary NEG = (x, a, b) -> x.neg();
  static final LaneFunctions.FloatUnary NEG_FLOAT = (x, a, b) -> x.neg();
  static final LaneFunctions.DoubleUnary RELU = (x, a, b) -> x.blend(a, x.compare(LE, a));
  static final LaneFunctions.FloatUnary RELU_FLOAT = (x, a, b) -> x.blend(a, x.compare(LE, a));
  static final LaneFunctions.DoubleUnary AFFINE = (x, a, b) -> x.mul(a).add(b);
  static final LaneFunctions.FloatUnary AFFINE_FLOAT = (x, a, b) -> x.mul(a).add(b);
  static final LaneFunctions.DoubleUnary CLIP =
      (x, a, b) -> x.blend(a, x.compare(LT, a)).blend(b, x.compare(GT, b));
  static final LaneFunctions.FloatUnary CLIP_FLOAT =
      (x, a, b) -> x.blend(a, x.compare(LT, a)).blend(b, x.compare(GT, b));

  private ArithmeticLanes() {}
}
