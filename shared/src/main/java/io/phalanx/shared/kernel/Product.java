package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A matrix whose elements are sums of products, `C = f(op(A) op(B))`, a part of it at a time.
///
/// Where C is small and the sums are long, the sums are cut too: every slab of them leaves its own
/// sums, and [#combine] adds those up in the order of the slabs. [ProductCut] says how.
public non-sealed interface Product extends Kernel {
  /// Element type of C, float64 or float32.
  DType type();

  /// What comes out of inputs of these sides.
  ///
  /// @throws IllegalArgumentException if they do not fit together
  Shape shape(List<Sides> inputs);

  /// Sides of two factors, or of one where there is one, that fit together.
  ///
  /// @param first those of the first
  List<Sides> fitting(Sides first);

  /// Names of the reductions of the first input's columns whose results are needed, as
  /// [ColumnMap#statistics].
  List<String> statistics();

  /// Computes a part of C, all depth of it.
  ///
  /// @param target where to; for a mirrored part all of C
  /// @param signOfLife called every tenth of a second or so
  void multiply(Part part, Operands operands, Target target, Runnable signOfLife);

  /// Computes the sums of a part and nothing more.
  ///
  /// @param target all of a float64 matrix of C's shape
  /// @param signOfLife called every tenth of a second or so
  void sum(Part part, Operands operands, Target target, Runnable signOfLife);

  /// Computes rows of C from the sums of all slabs.
  ///
  /// @param sums one matrix of sums of C's shape for each slab, one below the other, float64
  void combine(Grid sums, Operands operands, Target target);

  /// The same with the absolute value of everything: sums in another order than those of this
  /// kernel lie within a multiple of its results, see Higham, Accuracy and Stability of Numerical
  /// Algorithms (2002), section 3.5.
  Product magnitudes();

  /// Rows and columns of an input.
  record Sides(long rows, long cols) {
    @Override
    public String toString() {
      return rows + "x" + cols;
    }
  }

  /// Rows and columns of C, and how many products make a sum.
  ///
  /// @param symmetric true if C is its own transpose
  record Shape(long rows, long cols, long depth, boolean symmetric) {}

  /// A rectangle of C and a piece of its sums; limits are exclusive.
  ///
  /// @param slab which piece of the sums, from 0
  /// @param mirrored true if what it is mirrored to at the diagonal is to be written too; one on
  ///   the diagonal is square
  record Part(
      long firstRow,
      long limitRow,
      long firstCol,
      long limitCol,
      long firstDepth,
      long limitDepth,
      int slab,
      boolean mirrored) {
    /// True for one that is its own mirror.
    public boolean isTriangle() {
      return mirrored && firstRow == firstCol;
    }

    /// All columns and all depth of some rows.
    public static Part ofRows(Shape shape, long firstRow, long limitRow) {
      return new Part(firstRow, limitRow, 0, shape.cols(), 0, shape.depth(), 0, false);
    }
  }

  /// What goes in.
  ///
  /// @param inputs the input matrices
  /// @param statistics a float64 per column of the first input, for each of [#statistics]
  record Operands(List<Grid> inputs, List<MemorySegment> statistics) {
    public Operands {
      inputs = List.copyOf(inputs);
      statistics = List.copyOf(statistics);
    }
  }

  /// Whole rows of a matrix.
  ///
  /// @param rows what to write
  /// @param firstRow which row of the matrix the first of them is
  record Target(Grid rows, long firstRow) {}
}
