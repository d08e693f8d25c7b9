package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Single elements of a grid, for people rather than kernels.
final class Elements {
  static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Elements() {}

  /// The element as float64; int64 beyond 2^53 is rounded.
  static double get(Grid grid, long index) {
    MemorySegment memory = grid.memory();
    long offset = index * grid.dtype().bytes();
    return switch (grid.dtype()) {
      case FLOAT64 -> memory.get(FLOAT64, offset);
      case FLOAT32 -> memory.get(FLOAT32, offset);
      case INT64, INT32, UINT8 -> whole(grid, index);
    };
  }

  /// The element exactly, as decimal text that reads back to the same bits (NaN payloads aside).
  static String text(Grid grid, long index) {
    MemorySegment memory = grid.memory();
    long offset = index * grid.dtype().bytes();
    return switch (grid.dtype()) {
      case FLOAT64 -> Double.toString(memory.get(FLOAT64, offset));
      case FLOAT32 -> Float.toString(memory.get(FLOAT32, offset));
      case INT64, INT32, UINT8 -> Long.toString(whole(grid, index));
    };
  }

  /// The bits of the element, sign-extended where they are fewer than 64.
  static long bits(Grid grid, long index) {
    MemorySegment memory = grid.memory();
    return switch (grid.dtype().bytes()) {
      case Long.BYTES -> memory.get(INT64, index * Long.BYTES);
      case Integer.BYTES -> memory.get(INT32, index * Integer.BYTES);
      default -> memory.get(ValueLayout.JAVA_BYTE, index);
    };
  }

  private static long whole(Grid grid, long index) {
    long bits = bits(grid, index);
    return grid.dtype() == DType.UINT8 ? bits & 0xFF : bits;
  }
}
