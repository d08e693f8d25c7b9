package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Lanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/// Template of the loops of two float64 inputs (see [LoopClass]).
final class DoubleBinaryLoop implements Loop {
  private static final LaneFunctions.DoubleBinary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.DoubleBinary.class);

  DoubleBinaryLoop(Coefficients unused) {}

  @Override
  public void run(long first, long second, long target, int n) {
    for (int i = 0; i < n; i += Lanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x =
          DoubleVector.fromMemorySegment(Lanes.DOUBLES, Memory.ALL, first + offset, Lanes.ORDER);
      DoubleVector y =
          DoubleVector.fromMemorySegment(Lanes.DOUBLES, Memory.ALL, second + offset, Lanes.ORDER);
      FUNCTION.apply(x, y).intoMemorySegment(Memory.ALL, target + offset, Lanes.ORDER);
    }
  }

  @Override
  public int lanes() {
    return Lanes.DOUBLE_LANES;
  }
}
