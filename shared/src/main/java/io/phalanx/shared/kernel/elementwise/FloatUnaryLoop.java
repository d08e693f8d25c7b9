package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.WideLanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/// Template of the loops of one float32 input in float32 arithmetic (see [LoopClass]).
final class FloatUnaryLoop {
  private static final LaneFunctions.FloatUnary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.FloatUnary.class);

  private FloatUnaryLoop() {}

  static void run(long first, long second, long target, int n, double a, double b) {
    FloatVector vectorA = FloatVector.broadcast(WideLanes.FLOATS, (float) a);
    FloatVector vectorB = FloatVector.broadcast(WideLanes.FLOATS, (float) b);
    int limit = Math.min(n, Loop.ELEMENTS_MAX);
    for (int i = 0; i < limit; i += WideLanes.FLOAT_LANES) {
      long offset = (long) i * Float.BYTES;
      FloatVector x =
          FloatVector.fromMemorySegment(
              WideLanes.FLOATS, Memory.ALL, first + offset, WideLanes.ORDER);
      FUNCTION
          .apply(x, vectorA, vectorB)
          .intoMemorySegment(Memory.ALL, target + offset, WideLanes.ORDER);
    }
  }
}
