package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.kernel.vector.Turning;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// Rows of few elements, of which a block at a time is turned on its side in first-level cache: so
/// every row has an accumulator of its own, and takes its elements in their order.
final class NarrowRows {
  /// Wider rows are reduced one by one, where what a row costs by itself no longer counts.
  static final int COLS_MAX = 256;

  /// Elements of a block: half of a small first-level cache.
  private static final int BLOCK_ELEMENTS = 2048;

  private static final int ROWS_MIN = 16;

  /// Blocks have a multiple of these rows, that of any vector.
  private static final int ROWS_MULTIPLE = 8;

  private final DType type;
  private final Scratch turned =
      new Scratch(Math.max(BLOCK_ELEMENTS, ROWS_MIN * COLS_MAX) * (long) Double.BYTES);

  /// Results of a block, with room for a last vector that is not full.
  private final Scratch results =
      new Scratch((Accumulators.WIDTH_MAX + ROWS_MULTIPLE) * (long) Double.BYTES);

  private long source;
  private long block;
  private int stride;
  private int rows;
  private int cols;

  NarrowRows(DType type) {
    this.type = type;
  }

  /// Reduces every row of a grid of 1 to [#COLS_MAX] columns; the caller keeps this object
  /// reachable.
  ///
  /// @param target address of one float64 per row
  void reduce(Grid grid, long target, StripReduction reduction) {
    cols = (int) grid.cols();
    int wanted = Math.max(ROWS_MIN, BLOCK_ELEMENTS / cols);
    stride = Math.min(Accumulators.WIDTH_MAX, wanted - wanted % ROWS_MULTIPLE);
    long rowBytes = (long) cols * type.bytes();
    for (long first = 0; first < grid.rows(); first += stride) {
      rows = (int) Math.min(stride, grid.rows() - first);
      source = Memory.addressOf(grid.memory()) + first * rowBytes;
      turn();
      reduction.reduceNarrow(this, results.address());
      long to = target + first * Double.BYTES;
      MemorySegment.copy(Memory.ALL, results.address(), Memory.ALL, to, (long) rows * Double.BYTES);
    }
  }

  /// Rows of the block.
  int rows() {
    return rows;
  }

  /// Elements of every row.
  int cols() {
    return cols;
  }

  /// Hands every row to the accumulator of its number.
  void addTo(Accumulators accumulators) {
    accumulators.addRows(block, (long) stride * Double.BYTES, cols, rows);
  }

  /// Makes the elements this many times their value.
  void scaleTo(double factor) {
    turnIntoBlock();
    int count = stride * cols;
    for (int i = 0; i < count; i++) {
      Elements.putDouble(block, i, Elements.getDouble(block, i) * factor);
    }
  }

  private void turn() {
    if (cols == 1 && type == DType.FLOAT64) {
      block = source;
    } else {
      turnIntoBlock();
    }
  }

  private void turnIntoBlock() {
    Turning.toDoubles(type, new Turning.Rows(source, rows, cols), turned.address(), stride);
    block = turned.address();
  }
}
