package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// What fits together in a product.
final class ProductShapes {
  private ProductShapes() {}

  /// Checks that c can take the product of a and b.
  ///
  /// @param type element type that c must have
  /// @throws IllegalArgumentException if a shape or the type does not fit
  static void check(Grid a, Grid b, Grid c, DType type) {
    if (a.cols() != b.rows()) {
      throw new IllegalArgumentException(
          "inner dimensions differ: a=" + shape(a) + ", b=" + shape(b));
    }
    if (c.rows() != a.rows() || c.cols() != b.cols() || c.dtype() != type) {
      throw new IllegalArgumentException(
          "output does not fit: c="
              + shape(c)
              + " "
              + c.dtype().label()
              + ", wanted="
              + a.rows()
              + "x"
              + b.cols()
              + " "
              + type.label());
    }
  }

  private static String shape(Grid grid) {
    return grid.rows() + "x" + grid.cols();
  }
}
