package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.matrix.DType;
import java.util.List;

/// What a product computes.
///
/// @param factors where op(A) and op(B) come from
/// @param statistics of the columns of A: the first is subtracted from a column, the second divides
///   it
/// @param finish what becomes of the sums
/// @param type element type of the output
record Formula(Factors factors, List<String> statistics, Finish finish, DType type) {
  /// Where op(A) and op(B) come from.
  sealed interface Factors {
    /// The shape of C.
    ///
    /// @throws IllegalArgumentException if the inputs do not fit together
    Shape shape(List<Sides> inputs);

    /// Sides of the factors, of which the first are given.
    List<Sides> fitting(Sides first);

    /// A BLAS counts in 32 bits.
    static Shape checked(Shape shape) {
      if (shape.cols() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("too many columns: columns=" + shape.cols());
      }
      return shape;
    }
  }

  /// Aᵀ A, where columns are what is multiplied.
  record Square() implements Factors {
    @Override
    public Shape shape(List<Sides> inputs) {
      Sides a = inputs.getFirst();
      return Factors.checked(new Shape(a.cols(), a.cols(), a.rows(), true));
    }

    @Override
    public List<Sides> fitting(Sides first) {
      return List.of(first);
    }
  }

  /// Two inputs, and perhaps a third of the output's shape.
  ///
  /// @param vector true if the second must be one column
  record Pair(boolean transposesA, boolean transposesB, boolean vector) implements Factors {
    @Override
    public Shape shape(List<Sides> inputs) {
      Sides a = turned(inputs.get(0), transposesA);
      Sides b = turned(inputs.get(1), transposesB);
      if (vector && b.cols() != 1) {
        throw new IllegalArgumentException("second input is no vector: columns=" + b.cols());
      }
      if (a.cols() != b.rows()) {
        throw new IllegalArgumentException("inner dimensions differ: a=" + a + ", b=" + b);
      }
      Sides c = new Sides(a.rows(), b.cols());
      if (inputs.size() > 2 && !inputs.get(2).equals(c)) {
        throw new IllegalArgumentException(
            "third input does not fit the product: c=" + inputs.get(2) + ", wanted=" + c);
      }
      return Factors.checked(new Shape(c.rows(), c.cols(), a.cols(), false));
    }

    @Override
    public List<Sides> fitting(Sides first) {
      Sides a = turned(first, transposesA);
      Sides b = new Sides(a.cols(), vector ? 1 : a.rows());
      return List.of(first, turned(b, transposesB));
    }

    private static Sides turned(Sides sides, boolean transposed) {
      return transposed ? new Sides(/* rows= */ sides.cols(), /* cols= */ sides.rows()) : sides;
    }
  }
}
