package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Scratch;
import jdk.incubator.vector.DoubleVector;

/// Up to [#WIDTH_MAX] independent accumulators in first-level cache; element c of every row goes to
/// accumulator c.
///
/// Which element meets which accumulator, and in which order, is fixed by the shape alone. How many
/// of them one instruction handles is not: so the bits are the same for vectors of any width and
/// for the scalar loops, which a subclass without vector loops uses throughout.
///
/// An accumulator consists of some float64, its planes: plane p of accumulator c lies at `base + p
/// * PLANE_BYTES + 8 c`. The loops are static methods of the subclasses, one per instruction
///   sequence, without shared vector code: a vector that passes through a call which the compiler
///   leaves standing is allocated as an object.
abstract class Accumulators {
  static final int WIDTH_MAX = 1024;

  /// Accumulators of a flat run: enough independent chains to hide the latency of an addition.
  static final int RUN_WIDTH = 16;

  static final long RUN_ROW_BYTES = RUN_WIDTH * Double.BYTES;

  /// Planes are a little more than a power of two apart, so that they don't fall on the same cache
  /// sets.
  static final long PLANE_BYTES = (WIDTH_MAX + 8) * Double.BYTES;

  /// Rows that a vector loop handles while it holds an accumulator in a register.
  private static final int ROWS_PER_PASS = 4;

  /// Where plane 0 starts.
  final long base;

  /// Number of the row that is being accumulated, counted from the last [#clear].
  long rowNumber;

  private final Scratch scratch;
  private final boolean vectors;

  /// @param vectors false for the scalar twin
  Accumulators(int planes, boolean vectors) {
    scratch = new Scratch(planes * PLANE_BYTES);
    base = scratch.address();
    this.vectors = vectors;
  }

  /// Makes the first `width` accumulators what they are before the first row.
  final void clear(int width) {
    rowNumber = 0;
    clearPlanes(width);
  }

  abstract void clearPlanes(int width);

  /// Columns first to limit of one row; `row` is the address of its column 0.
  abstract void scalarRow(long row, int first, int limit);

  /// All of one row; the width is a multiple of the vector width.
  abstract void vectorRow(long row, int width);

  /// Four rows, `strideBytes` apart; the width is a multiple of the vector width.
  abstract void fourVectorRows(long row, long strideBytes, int width);

  /// Rows of [#RUN_WIDTH] elements, one behind the other, for vectors of a quarter of that.
  void vectorRun(long data, int rows) {
    addRows(data, RUN_ROW_BYTES, rows, RUN_WIDTH);
  }

  /// Accumulates rows of float64.
  ///
  /// @param data address of the first row
  /// @param strideBytes distance of two rows
  final void addRows(long data, long strideBytes, int rows, int width) {
    long firstRow = rowNumber;
    int vectorWidth = vectors ? width - width % Lanes.DOUBLE_LANES : 0;
    if (vectorWidth > 0) {
      addVectorRows(data, strideBytes, rows, vectorWidth);
    }
    if (vectorWidth < width) {
      for (int row = 0; row < rows; row++) {
        rowNumber = firstRow + row;
        scalarRow(data + row * strideBytes, vectorWidth, width);
      }
    }
    rowNumber = firstRow + rows;
  }

  private void addVectorRows(long data, long strideBytes, int rows, int width) {
    long firstRow = rowNumber;
    int row = 0;
    for (; row <= rows - ROWS_PER_PASS; row += ROWS_PER_PASS) {
      rowNumber = firstRow + row;
      fourVectorRows(data + row * strideBytes, strideBytes, width);
    }
    for (; row < rows; row++) {
      rowNumber = firstRow + row;
      vectorRow(data + row * strideBytes, width);
    }
    rowNumber = firstRow;
  }

  /// The same as [#addRows] for rows of [#RUN_WIDTH] float64, one behind the other; does not count
  /// them.
  final void addRun(long data, int rows) {
    if (vectors && RUN_WIDTH == 4 * Lanes.DOUBLE_LANES) {
      vectorRun(data, rows);
    } else {
      addRows(data, RUN_ROW_BYTES, rows, RUN_WIDTH);
    }
  }

  final double get(int plane, int column) {
    return Elements.getDouble(base + plane * PLANE_BYTES, column);
  }

  final void set(int plane, int column, double value) {
    Elements.putDouble(base + plane * PLANE_BYTES, column, value);
  }

  /// Sets the first `width` accumulators of a plane, and possibly a few more.
  final void fill(int plane, int width, double value) {
    fill(base + plane * PLANE_BYTES, width, value);
  }

  private static void fill(long plane, int width, double value) {
    var values = DoubleVector.broadcast(Lanes.DOUBLES, value);
    for (int c = 0; c < width; c += Lanes.DOUBLE_LANES) {
      values.intoMemorySegment(Memory.ALL, plane + (long) c * Double.BYTES, Lanes.ORDER);
    }
  }
}
