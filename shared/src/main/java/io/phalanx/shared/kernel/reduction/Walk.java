package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;

/// Brings the elements of a strip to accumulators, as float64.
///
/// float64 is read where it lies. Other types, and scaled elements, go through a block that stays
/// in first-level cache.
final class Walk {
  static final int BLOCK_ELEMENTS = 2048;

  /// Rows handed over at once, so that loops count in int.
  private static final int ROWS_MAX = 1 << 20;

  private final DType type;
  private final Scratch block = new Scratch((long) BLOCK_ELEMENTS * Double.BYTES);
  private double factor = 1.0;

  Walk(DType type) {
    this.type = type;
  }

  /// Elements count this many times their value from now on.
  void scaleBy(double newFactor) {
    factor = newFactor;
  }

  /// Accumulates every element of a strip, a column's in the order of its rows.
  void walk(Strip strip, Accumulators accumulators) {
    int rowsMax = isDirect() ? ROWS_MAX : Math.max(1, BLOCK_ELEMENTS / strip.width());
    for (long row = 0; row < strip.rows(); row += rowsMax) {
      int rows = (int) Math.min(rowsMax, strip.rows() - row);
      add(strip, row, rows, accumulators);
    }
    if (strip.rest() > 0) {
      long data = doubles(addressOf(strip, strip.rows()), strip.rest());
      accumulators.addRows(data, 0, 1, strip.rest());
    }
  }

  /// The address of up to [#BLOCK_ELEMENTS] elements as float64.
  long doubles(long source, int count) {
    return doubles(source, count, 0);
  }

  private void add(Strip strip, long row, int rows, Accumulators accumulators) {
    long strideBytes = strip.strideElements() * Double.BYTES;
    long data = addressOf(strip, row);
    if (!isDirect()) {
      data = toBlock(strip, row, rows);
      strideBytes = (long) strip.width() * Double.BYTES;
    }
    if (strip.isRun()) {
      accumulators.addRun(data, rows);
    } else {
      accumulators.addRows(data, strideBytes, rows, strip.width());
    }
  }

  private long toBlock(Strip strip, long row, int rows) {
    int width = strip.width();
    if (strip.strideElements() == width) {
      return doubles(addressOf(strip, row), rows * width);
    }
    for (int i = 0; i < rows; i++) {
      doubles(addressOf(strip, row + i), width, i * width);
    }
    return block.address();
  }

  private long addressOf(Strip strip, long row) {
    return strip.address() + row * strip.strideElements() * type.bytes();
  }

  private boolean isDirect() {
    return type == DType.FLOAT64 && factor == 1.0;
  }

  /// The address of some elements as float64: their own, or within the block.
  private long doubles(long source, int count, int position) {
    if (isDirect()) {
      return source;
    }
    long target = block.address() + (long) position * Double.BYTES;
    Conversion.toDoubles(type, source, target, count);
    if (factor != 1.0) {
      scale(target, count, factor);
    }
    return target;
  }

  private static void scale(long data, int count, double factor) {
    for (int i = 0; i < count; i++) {
      Elements.putDouble(data, i, Elements.getDouble(data, i) * factor);
    }
  }
}
