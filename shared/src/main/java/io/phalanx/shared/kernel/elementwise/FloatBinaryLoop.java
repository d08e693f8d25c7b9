package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.WideLanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/// Template of the loops of two float32 inputs (see [LoopClass]).
final class FloatBinaryLoop {
  private static final LaneFunctions.FloatBinary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.FloatBinary.class);

  private FloatBinaryLoop() {}

  static void run(long first, long second, long target, int n, double a, double b) {
    int limit = Math.min(n, Loop.ELEMENTS_MAX);
    for (int i = 0; i < limit; i += WideLanes.FLOAT_LANES) {
      long offset = (long) i * Float.BYTES;
      FloatVector x =
          FloatVector.fromMemorySegment(
              WideLanes.FLOATS, Memory.ALL, first + offset, WideLanes.ORDER);
      FloatVector y =
          FloatVector.fromMemorySegment(
              WideLanes.FLOATS, Memory.ALL, second + offset, WideLanes.ORDER);
      FUNCTION.apply(x, y).intoMemorySegment(Memory.ALL, target + offset, WideLanes.ORDER);
    }
  }
}
