package io.phalanx.shared.kernel.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// What an operation does to one vector of elements.
final class LaneFunctions {
  private LaneFunctions() {}

  /// One float64 input; a and b hold the [Coefficients] in every lane.
  interface DoubleUnary {
    DoubleVector apply(DoubleVector x, DoubleVector a, DoubleVector b);
  }

  /// One float32 input; a and b hold the [Coefficients] in every lane.
  interface FloatUnary {
    FloatVector apply(FloatVector x, FloatVector a, FloatVector b);
  }

  /// Two float64 inputs.
  interface DoubleBinary {
    DoubleVector apply(DoubleVector x, DoubleVector y);
  }

  /// Two float32 inputs.
  interface FloatBinary {
    FloatVector apply(FloatVector x, FloatVector y);
  }
}
