package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.FLOATS;
import static io.phalanx.shared.kernel.vector.Lanes.FLOAT_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The smallest key of a run of float32, compared as float32: twice as many at a time as by way of
/// float64. Keys as in [ExtremeAccumulators].
final class FloatExtremes {
  private static final int STEP = 4 * FLOAT_LANES;
  private static final int CHUNK_ELEMENTS_MAX = 1 << 28;
  private static final MemorySegment ALL = Memory.ALL;

  private FloatExtremes() {}

  /// The smallest key, infinite where there is no element.
  ///
  /// @param sign 1 for a minimum, -1 for a maximum
  static double smallest(long address, long elements, double sign) {
    float smallest = Float.POSITIVE_INFINITY;
    for (long done = 0; done < elements; done += CHUNK_ELEMENTS_MAX) {
      int n = (int) Math.min(CHUNK_ELEMENTS_MAX, elements - done);
      smallest = Math.min(smallest, chunk(address + done * Float.BYTES, n, (float) sign));
    }
    return smallest;
  }

  private static float chunk(long address, int n, float sign) {
    int whole = n - n % STEP;
    float smallest = vectors(address, whole, sign);
    for (int i = whole; i < n; i++) {
      smallest = Math.min(smallest, sign * Elements.getFloat(address, i));
    }
    return smallest;
  }

  private static float vectors(long address, int n, float sign) {
    long bytes = FLOATS.vectorByteSize();
    var factor = FloatVector.broadcast(FLOATS, sign);
    var k0 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    var k1 = k0;
    var k2 = k0;
    var k3 = k0;
    for (int i = 0; i < n; i += STEP) {
      long p = address + (long) i * Float.BYTES;
      k0 = k0.min(FloatVector.fromMemorySegment(FLOATS, ALL, p, ORDER).mul(factor));
      k1 = k1.min(FloatVector.fromMemorySegment(FLOATS, ALL, p + bytes, ORDER).mul(factor));
      k2 = k2.min(FloatVector.fromMemorySegment(FLOATS, ALL, p + 2 * bytes, ORDER).mul(factor));
      k3 = k3.min(FloatVector.fromMemorySegment(FLOATS, ALL, p + 3 * bytes, ORDER).mul(factor));
    }
    return k0.min(k1).min(k2.min(k3)).reduceLanes(VectorOperators.MIN);
  }
}
