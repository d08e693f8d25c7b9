package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.WideLanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/// Template of the loops of two float64 inputs (see [LoopClass]).
final class DoubleBinaryLoop {
  private static final LaneFunctions.DoubleBinary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.DoubleBinary.class);

  private DoubleBinaryLoop() {}

  static void run(long first, long second, long target, int n, double a, double b) {
    int limit = Math.min(n, Loop.ELEMENTS_MAX);
    for (int i = 0; i < limit; i += WideLanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x =
          DoubleVector.fromMemorySegment(
              WideLanes.DOUBLES, Memory.ALL, first + offset, WideLanes.ORDER);
      DoubleVector y =
          DoubleVector.fromMemorySegment(
              WideLanes.DOUBLES, Memory.ALL, second + offset, WideLanes.ORDER);
      FUNCTION.apply(x, y).intoMemorySegment(Memory.ALL, target + offset, WideLanes.ORDER);
    }
  }
}
