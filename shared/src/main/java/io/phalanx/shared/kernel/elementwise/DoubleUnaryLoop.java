package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Lanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/// Template of the loops of one float64 input (see [LoopClass]).
final class DoubleUnaryLoop implements Loop {
  private static final LaneFunctions.DoubleUnary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.DoubleUnary.class);

  private final double a;
  private final double b;

  DoubleUnaryLoop(Coefficients coefficients) {
    a = coefficients.a();
    b = coefficients.b();
  }

  @Override
  public void run(long first, long second, long target, int n) {
    DoubleVector vectorA = DoubleVector.broadcast(Lanes.DOUBLES, a);
    DoubleVector vectorB = DoubleVector.broadcast(Lanes.DOUBLES, b);
    for (int i = 0; i < n; i += Lanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x =
          DoubleVector.fromMemorySegment(Lanes.DOUBLES, Memory.ALL, first + offset, Lanes.ORDER);
      FUNCTION
          .apply(x, vectorA, vectorB)
          .intoMemorySegment(Memory.ALL, target + offset, Lanes.ORDER);
    }
  }

  @Override
  public int lanes() {
    return Lanes.DOUBLE_LANES;
  }
}
