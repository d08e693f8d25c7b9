package io.phalanx.coordinator.verify;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.Reduction.Partials;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reduces in one go rather than tile by tile: one partial from the first element to the last, so
/// that a mistake in combining partials shows.
///
/// @param reduction the scalar kernel
/// @param partials room for `cols` partials, slot-major
/// @param cols how many numbers are reduced to at once
record SerialReducer(Reduction reduction, MemorySegment partials, long cols) {
  static SerialReducer allocate(Reduction reduction, long cols, ScratchFiles scratch) {
    Grid partials = scratch.allocate(DType.FLOAT64, reduction.slots(), cols);
    return new SerialReducer(reduction, partials.memory(), cols);
  }

  /// Reduces all elements of a grid to number `index` of the target.
  void reduceAll(Grid grid, MemorySegment target, long index) {
    reduction.reduce(grid.memory(), 0, partials);
    put(target, index, reduction.finish(new Partial(0), grid.elements()));
  }

  /// Reduces each row to a number.
  void reduceRows(Grid grid, MemorySegment target) {
    for (long row = 0; row < grid.rows(); row++) {
      reduceAll(grid.rows(row, row + 1), target, row);
    }
  }

  /// Reduces each column to a number.
  void reduceColumns(Grid grid, MemorySegment target) {
    reduction.reduceColumns(grid, 0, partials);
    for (long column = 0; column < cols; column++) {
      put(target, column, reduction.finish(new Partial(column), grid.rows()));
    }
  }

  private static void put(MemorySegment target, long index, double value) {
    target.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
  }

  /// The only partial of one column.
  private final class Partial implements Partials {
    private final long column;

    Partial(long column) {
      this.column = column;
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public double value(long index, int slot) {
      return partials.getAtIndex(ValueLayout.JAVA_DOUBLE, slot * cols + column);
    }
  }
}
