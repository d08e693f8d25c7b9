package io.phalanx.shared.kernel.elementwise;

import static io.phalanx.shared.kernel.vector.Elements.getDouble;
import static io.phalanx.shared.kernel.vector.Elements.putDouble;

import java.lang.invoke.MethodHandles;

/// Template of the scalar loops of one float64 input (see [LoopClass] and [EarlyMap]).
final class EarlyLoopBody {
  private static final EarlyFunctions.DoubleUnary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), EarlyFunctions.DoubleUnary.class);

  private EarlyLoopBody() {}

  static void run(long first, long second, long target, int n, double a, double b) {
    for (int i = 0; i < n; i++) {
      putDouble(target, i, FUNCTION.apply(getDouble(first, i), a, b));
    }
  }
}
