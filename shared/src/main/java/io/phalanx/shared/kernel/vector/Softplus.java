package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The softplus function `log(1 + e^x)` of one vector, as `max(x, 0) + log(1 + e^-|x|)`: no
/// overflow, and a left tail that goes down with e^x to the smallest subnormal number.
public final class Softplus {
  private static final DoubleVector ZERO = constant(0.0);

  private Softplus() {}

  /// `log(1 + e^x)`.
  public static DoubleVector softplus(DoubleVector x) {
    DoubleVector power = Exponential.expOfNonPositive(x.abs().neg());
    DoubleVector tail = Logarithm.log1pOfFraction(power);
    return x.blend(ZERO, x.compare(VectorOperators.LT, ZERO)).add(tail);
  }
}
