package io.phalanx.coordinator.bench;

/// Rows and columns of a float64 matrix of about a given size, square or nearly so.
///
/// @param rows number of rows
/// @param cols number of columns, a power of two
record MatrixShape(long rows, long cols) {
  static MatrixShape ofBytes(long bytes) {
    long elements = bytes / Double.BYTES;
    long cols = Long.highestOneBit((long) Math.sqrt((double) elements));
    return new MatrixShape(elements / cols, cols);
  }

  /// The square matrices that are multiplied beside it: a quarter of its size, or less.
  MatrixShape factor() {
    return new MatrixShape(cols / 2, cols / 2);
  }

  long bytes() {
    return rows * cols * Double.BYTES;
  }
}
