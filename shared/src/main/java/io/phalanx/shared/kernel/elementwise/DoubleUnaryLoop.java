package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.WideLanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/// Template of the loops of one float64 input (see [LoopClass]).
final class DoubleUnaryLoop {
  private static final LaneFunctions.DoubleUnary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.DoubleUnary.class);

  private DoubleUnaryLoop() {}

  static void run(long first, long second, long target, int n, double a, double b) {
    DoubleVector vectorA = DoubleVector.broadcast(WideLanes.DOUBLES, a);
    DoubleVector vectorB = DoubleVector.broadcast(WideLanes.DOUBLES, b);
    int limit = Math.min(n, Loop.ELEMENTS_MAX);
    for (int i = 0; i < limit; i += WideLanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x =
          DoubleVector.fromMemorySegment(
              WideLanes.DOUBLES, Memory.ALL, first + offset, WideLanes.ORDER);
      FUNCTION
          .apply(x, vectorA, vectorB)
          .intoMemorySegment(Memory.ALL, target + offset, WideLanes.ORDER);
    }
  }
}
