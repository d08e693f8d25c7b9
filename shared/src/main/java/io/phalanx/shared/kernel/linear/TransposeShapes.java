package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// What fits together in a transpose.
final class TransposeShapes {
  private TransposeShapes() {}

  /// Checks that the output can take these rows of the transposed input.
  ///
  /// @param type element type of both
  /// @throws IllegalArgumentException if a shape or type does not fit
  static void check(Grid input, long firstRow, Grid output, DType type) {
    boolean inRange = firstRow >= 0 && firstRow <= input.cols() - output.rows();
    if (output.cols() != input.rows()
        || !inRange
        || input.dtype() != type
        || output.dtype() != type) {
      throw new IllegalArgumentException(
          "output does not fit: input="
              + shape(input)
              + ", firstRow="
              + firstRow
              + ", output="
              + shape(output)
              + ", dtype="
              + type.label());
    }
  }

  private static String shape(Grid grid) {
    return grid.rows() + "x" + grid.cols() + " " + grid.dtype().label();
  }
}
