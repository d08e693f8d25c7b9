package io.phalanx.shared.kernel.user;

import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Some elements of a matrix as a float64 array, which loops over functions of users vectorise
/// over.
///
/// Elements of another type pass through an array of that type; all loops here are simple enough
/// for the compiler to vectorise.
final class Block {
  /// Elements that stay in the first-level cache, with those they come from and go to.
  static final int ELEMENTS = 512;

  private static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DType type;
  private final double[] values;
  private final float[] floats;
  private final long[] longs;
  private final int[] ints;
  private final byte[] bytes;

  /// @param type of the elements in memory
  /// @param capacity most elements at a time
  Block(DType type, int capacity) {
    this.type = type;
    values = new double[capacity];
    floats = new float[type == DType.FLOAT32 ? capacity : 0];
    longs = new long[type == DType.INT64 ? capacity : 0];
    ints = new int[type == DType.INT32 ? capacity : 0];
    bytes = new byte[type == DType.UINT8 ? capacity : 0];
  }

  /// The elements.
  double[] values() {
    return values;
  }

  /// Reads elements from memory.
  ///
  /// @param first index of the first one in memory; it becomes number 0 here
  void read(MemorySegment memory, long first, int n) {
    long offset = first * type.bytes();
    switch (type) {
      case FLOAT64 -> MemorySegment.copy(memory, FLOAT64, offset, values, 0, n);
      case FLOAT32 -> {
        MemorySegment.copy(memory, FLOAT32, offset, floats, 0, n);
        for (int i = 0; i < n; i++) {
          values[i] = floats[i];
        }
      }
      case INT64 -> {
        MemorySegment.copy(memory, INT64, offset, longs, 0, n);
        for (int i = 0; i < n; i++) {
          values[i] = (double) longs[i];
        }
      }
      case INT32 -> {
        MemorySegment.copy(memory, INT32, offset, ints, 0, n);
        for (int i = 0; i < n; i++) {
          values[i] = ints[i];
        }
      }
      case UINT8 -> {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, n);
        for (int i = 0; i < n; i++) {
          values[i] = Byte.toUnsignedInt(bytes[i]);
        }
      }
    }
  }

  /// Writes elements to memory, rounded to float32 if that is the type.
  ///
  /// @param first index of the first one in memory, which is number 0 here
  void write(MemorySegment memory, long first, int n) {
    long offset = first * type.bytes();
    switch (type) {
      case FLOAT64 -> MemorySegment.copy(values, 0, memory, FLOAT64, offset, n);
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          floats[i] = (float) values[i];
        }
        MemorySegment.copy(floats, 0, memory, FLOAT32, offset, n);
      }
      case INT64, INT32, UINT8 ->
          throw new IllegalArgumentException("no output of this type: dtype=" + type.label());
    }
  }
}
