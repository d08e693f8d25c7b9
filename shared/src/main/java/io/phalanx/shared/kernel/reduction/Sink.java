package io.phalanx.shared.kernel.reduction;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where partials go: slot k of column c is float64 number `k * stride + firstColumn + c`.
///
/// @param memory of all partials
/// @param stride columns of the matrix
/// @param firstColumn column 0 of the strip at hand
record Sink(MemorySegment memory, long stride, long firstColumn) {
  private static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// One partial, its slots one behind the other.
  static Sink single(MemorySegment partial) {
    return new Sink(partial, 1, 0);
  }

  /// Writes one slot. A NaN becomes the one NaN that Java calls canonical: which one a sum of NaNs
  /// is depends on the order of operands in machine code.
  void put(int column, int slot, double value) {
    long index = slot * stride + firstColumn + column;
    memory.set(
        FLOAT64, index * Double.BYTES, Double.isNaN(value) ? Double.NaN : value);
  }
}
