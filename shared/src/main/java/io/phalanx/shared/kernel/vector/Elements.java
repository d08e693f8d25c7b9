package io.phalanx.shared.kernel.vector;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Single elements: of a run, of any type and with all checks, as the scalar reference kernels want
/// them; and at an absolute address, for loops that obey the rules of [Memory].
public final class Elements {
  static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(Lanes.ORDER);
  static final ValueLayout.OfFloat FLOAT32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(Lanes.ORDER);
  static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(Lanes.ORDER);
  static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(Lanes.ORDER);

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

  /// The float64 `index` places behind an address.
  public static double getDouble(long address, int index) {
    return Memory.ALL.get(FLOAT64, address + (long) index * Double.BYTES);
  }

  /// Writes the float64 `index` places behind an address.
  public static void putDouble(long address, int index, double value) {
    Memory.ALL.set(FLOAT64, address + (long) index * Double.BYTES, value);
  }

  /// The float32 `index` places behind an address.
  public static float getFloat(long address, int index) {
    return Memory.ALL.get(FLOAT32, address + (long) index * Float.BYTES);
  }

  /// Writes the float32 `index` places behind an address.
  public static void putFloat(long address, int index, float value) {
    Memory.ALL.set(FLOAT32, address + (long) index * Float.BYTES, value);
  }
}
