package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.Elements.INT32;
import static io.phalanx.shared.kernel.vector.Elements.INT64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// Elements of any type to float64 and back to float32, each to the nearest number.
///
/// Plain loops for the integers: conversions of int64 are no vector instruction on most machines.
public final class Conversion {
  private Conversion() {}

  /// Converts n elements between two places that share no memory.
  ///
  /// @param from type of the elements at `source`
  /// @param source address of the elements
  /// @param target address of n float64
  /// @param n at most 2^28
  public static void toDoubles(DType from, long source, long target, int n) {
    switch (from) {
      case FLOAT64 ->
          MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, (long) n * Double.BYTES);
      case FLOAT32 -> floats(source, target, n);
      case INT64 -> longs(source, target, n);
      case INT32 -> ints(source, target, n);
      case UINT8 -> bytes(source, target, n);
    }
  }

  /// Rounds n float64 to float32; the target may lie at the source itself.
  ///
  /// @param n at most 2^28
  public static void toFloats(long source, long target, int n) {
    int whole = Lanes.DOUBLES.loopBound(n);
    for (int i = 0; i < whole; i += Lanes.DOUBLE_LANES) {
      DoubleVector wide =
          DoubleVector.fromMemorySegment(
              Lanes.DOUBLES, Memory.ALL, source + (long) i * Double.BYTES, Lanes.ORDER);
      Lanes.narrow(wide)
          .intoMemorySegment(Memory.ALL, target + (long) i * Float.BYTES, Lanes.ORDER);
    }
    for (int i = whole; i < n; i++) {
      Elements.putFloat(target, i, (float) Elements.getDouble(source, i));
    }
  }

  private static void floats(long source, long target, int n) {
    int whole = Lanes.DOUBLES.loopBound(n);
    for (int i = 0; i < whole; i += Lanes.DOUBLE_LANES) {
      FloatVector narrow =
          FloatVector.fromMemorySegment(
              Lanes.NARROW_FLOATS, Memory.ALL, source + (long) i * Float.BYTES, Lanes.ORDER);
      Lanes.widen(narrow)
          .intoMemorySegment(Memory.ALL, target + (long) i * Double.BYTES, Lanes.ORDER);
    }
    for (int i = whole; i < n; i++) {
      Elements.putDouble(target, i, Elements.getFloat(source, i));
    }
  }

  private static void longs(long source, long target, int n) {
    for (int i = 0; i < n; i++) {
      Elements.putDouble(target, i, (double) Memory.ALL.get(INT64, source + (long) i * Long.BYTES));
    }
  }

  private static void ints(long source, long target, int n) {
    for (int i = 0; i < n; i++) {
      Elements.putDouble(target, i, Memory.ALL.get(INT32, source + (long) i * Integer.BYTES));
    }
  }

  private static void bytes(long source, long target, int n) {
    for (int i = 0; i < n; i++) {
      Elements.putDouble(target, i, Byte.toUnsignedInt(Memory.ALL.get(JAVA_BYTE, source + i)));
    }
  }
}
