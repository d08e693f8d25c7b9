package io.phalanx.shared.kernel.reduction;

/// The elements that one pass hands to the accumulators: rows of `width` elements, the columns of a
/// strip side by side.
///
/// A narrow matrix would leave most accumulators idle and chain every addition to the one before,
/// so several of its rows count as one row here: with `cols` columns, accumulator `q * cols + c`
/// takes column c of the rows q, q + g, q + 2g and so on, where g = width / cols. The rest of the
/// division by g is a last row that is not full. A flat run is one column of
/// [Accumulators#RUN_WIDTH] accumulators.
///
/// @param address of the first element
/// @param strideElements distance of two rows
/// @param rows full rows
/// @param width elements of a full row, at most [Accumulators#WIDTH_MAX]
/// @param cols columns, a divisor of the width
/// @param rest elements of the last row that is not full, a multiple of the columns
record Strip(long address, long strideElements, long rows, int width, int cols, int rest) {
  /// Joined rows are about a page long: hardware prefetches shorter ones badly, since the loops
  /// read four at a time.
  private static final int JOINED_WIDTH_MIN = Accumulators.WIDTH_MAX / 2;

  /// Rows are joined by multiples of this, so that a joined row is a multiple of any vector.
  private static final int JOINED_MULTIPLE = 4;

  /// From here on even four rows would not fit into the accumulators.
  private static final int WIDE_COLUMNS = Accumulators.WIDTH_MAX / JOINED_MULTIPLE;

  /// One column of elements that lie one behind the other.
  static Strip run(long address, long elements) {
    int width = Accumulators.RUN_WIDTH;
    return new Strip(address, width, elements / width, width, 1, (int) (elements % width));
  }

  /// Some columns of a wide matrix.
  ///
  /// @param stride columns of the matrix
  static Strip columns(long address, long stride, long rows, int cols) {
    return new Strip(address, stride, rows, cols, cols, 0);
  }

  /// All columns of a narrow matrix.
  static Strip joined(long address, long rows, int cols) {
    int blocks = Math.ceilDiv(JOINED_WIDTH_MIN, cols * JOINED_MULTIPLE);
    int group = blocks * JOINED_MULTIPLE;
    int width = group * cols;
    return new Strip(address, width, rows / group, width, cols, (int) (rows % group) * cols);
  }

  static boolean isNarrow(long cols) {
    return cols < WIDE_COLUMNS;
  }

  /// True for a flat run; a single last column of a wide matrix is none.
  boolean isRun() {
    return cols == 1 && width == Accumulators.RUN_WIDTH;
  }

  /// Rows of the matrix that make one row of the strip.
  int group() {
    return width / cols;
  }

  /// Elements of each column.
  long elementsPerColumn() {
    return rows * group() + rest / cols;
  }
}
