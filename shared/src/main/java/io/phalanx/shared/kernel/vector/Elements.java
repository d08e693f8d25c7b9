package io.phalanx.shared.kernel.vector;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Single elements of a run, in any place and of any type, as float64.
///
/// With the checks of every access: what the scalar reference kernels read and write with.
public final class Elements {
  static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Elements() {}

  /// Element `index` as the nearest float64.
  public static double get(MemorySegment run, DType type, long index) {
    long offset = index * type.bytes();
    return switch (type) {
      case FLOAT64 -> run.get(FLOAT64, offset);
      case FLOAT32 -> run.get(FLOAT32, offset);
      case INT64 -> (double) run.get(INT64, offset);
      case INT32 -> run.get(INT32, offset);
      case UINT8 -> Byte.toUnsignedInt(run.get(JAVA_BYTE, offset));
    };
  }

  /// Writes element `index`, rounded to float32 if that is the type.
  ///
  /// @throws IllegalArgumentException if the type is not a float
  public static void put(MemorySegment run, DType type, long index, double value) {
    switch (type) {
      case FLOAT64 -> run.set(FLOAT64, index * Double.BYTES, value);
      case FLOAT32 -> run.set(FLOAT32, index * Float.BYTES, (float) value);
      case INT64, INT32, UINT8 ->
          throw new IllegalArgumentException("no output of this type: dtype=" + type.label());
    }
  }
}
