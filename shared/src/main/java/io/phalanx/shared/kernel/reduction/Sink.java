package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Where partials go: slot k of column c is float64 number `k * stride + firstColumn + c`.
///
/// @param memory of all partials
/// @param stride columns of the matrix
/// @param firstColumn column 0 of the strip at hand
record Sink(MemorySegment memory, long stride, long firstColumn) {
  /// One partial, its slots one behind the other.
  static Sink single(MemorySegment partial) {
    return new Sink(partial, 1, 0);
  }

  /// Writes one slot. A NaN becomes the one NaN that Java calls canonical: which one a sum of NaNs
  /// is depends on the order of operands in machine code.
  void put(int column, int slot, double value) {
    long index = slot * stride + firstColumn + column;
    double canonical = Double.isNaN(value) ? Double.NaN : value;
    Elements.put(memory, DType.FLOAT64, index, canonical);
  }
}
