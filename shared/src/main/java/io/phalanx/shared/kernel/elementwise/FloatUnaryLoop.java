package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Lanes;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/// Template of the loops of one float32 input in float32 arithmetic (see [LoopClass]).
final class FloatUnaryLoop implements Loop {
  private static final LaneFunctions.FloatUnary FUNCTION =
      LoopClass.function(MethodHandles.lookup(), LaneFunctions.FloatUnary.class);

  private final float a;
  private final float b;

  FloatUnaryLoop(Coefficients coefficients) {
    a = (float) coefficients.a();
    b = (float) coefficients.b();
  }

  @Override
  public void run(long first, long second, long target, int n) {
    FloatVector vectorA = FloatVector.broadcast(Lanes.FLOATS, a);
    FloatVector vectorB = FloatVector.broadcast(Lanes.FLOATS, b);
    for (int i = 0; i < n; i += Lanes.FLOAT_LANES) {
      long offset = (long) i * Float.BYTES;
      FloatVector x =
          FloatVector.fromMemorySegment(Lanes.FLOATS, Memory.ALL, first + offset, Lanes.ORDER);
      FUNCTION
          .apply(x, vectorA, vectorB)
          .intoMemorySegment(Memory.ALL, target + offset, Lanes.ORDER);
    }
  }

  @Override
  public int lanes() {
    return Lanes.FLOAT_LANES;
  }
}
