package io.phalanx.shared.kernel.rows;

import static io.phalanx.shared.kernel.vector.Elements.getDouble;
import static io.phalanx.shared.kernel.vector.Elements.getFloat;
import static io.phalanx.shared.kernel.vector.Elements.putDouble;
import static io.phalanx.shared.kernel.vector.Elements.putFloat;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// Running sums along rows of few elements, one row after the other: the processor sees several of
/// them at a time and so does not wait for the additions of one.
final class NarrowCumulativeSum {
  /// From here on [CumulativeSum] is faster.
  static final int COLS_MAX = 24;

  private static final int ROWS_MAX = 1 << 20;

  private NarrowCumulativeSum() {}

  /// @param source address of elements of the output's type
  /// @param target address of the output; may be the source
  /// @param shape of both, of 1 to [#COLS_MAX] columns
  static void apply(DType type, long source, long target, Grid shape) {
    int cols = (int) shape.cols();
    long rowBytes = (long) cols * type.bytes();
    for (long first = 0; first < shape.rows(); first += ROWS_MAX) {
      int rows = (int) Math.min(ROWS_MAX, shape.rows() - first);
      long x = source + first * rowBytes;
      long y = target + first * rowBytes;
      if (cols == 1) {
        MemorySegment.copy(Memory.ALL, x, Memory.ALL, y, rows * rowBytes);
      } else if (type == DType.FLOAT64) {
        doubles(x, y, rows * cols, cols);
      } else {
        floats(x, y, rows * cols, cols);
      }
    }
  }

  private static void doubles(long source, long target, int n, int cols) {
    for (int row = 0; row < n; row += cols) {
      double sum = getDouble(source, row);
      putDouble(target, row, sum);
      for (int i = row + 1; i < row + cols; i++) {
        sum += getDouble(source, i);
        putDouble(target, i, sum);
      }
    }
  }

  private static void floats(long source, long target, int n, int cols) {
    for (int row = 0; row < n; row += cols) {
      float sum = getFloat(source, row);
      putFloat(target, row, sum);
      for (int i = row + 1; i < row + cols; i++) {
        sum += getFloat(source, i);
        putFloat(target, i, sum);
      }
    }
  }
}
