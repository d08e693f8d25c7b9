package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// Many elements to one number: partial results of tiles, combined in tile order.
///
/// A partial is [#slots] float64. Tiles depend on the shape alone and partials are combined in tile
/// order, so the result has the same bits for any number of workers.
public non-sealed interface Reduction extends Kernel {
  /// Number of float64 in one partial.
  int slots();

  /// True where the reduction of no element has a value (a sum has, a minimum has not).
  boolean definedForEmpty();

  /// Reduces one run of elements to one partial.
  ///
  /// @param elements any number of elements
  /// @param firstIndex what the first element counts as in an index result (argmin)
  /// @param partial [#slots] float64 to write, 8-byte aligned
  void reduce(MemorySegment elements, long firstIndex, MemorySegment partial);

  /// Reduces every column of some rows to one partial per column.
  ///
  /// A partial is as large as a few elements and costs as much as some: a band of fewer than 16
  /// rows spends its time on them.
  ///
  /// @param rows any number of rows
  /// @param firstRow what the first row counts as in an index result (argmin)
  /// @param partials slot-major: slot k of column c is float64 number `k * rows.cols() + c`
  void reduceColumns(Grid rows, long firstRow, MemorySegment partials);

  /// Combines partials in their order into the result.
  ///
  /// @param partials in tile order
  /// @param elements how many elements were reduced in all
  double finish(Partials partials, long elements);

  /// Read access to a sequence of partials, wherever they lie.
  interface Partials {
    /// Number of partials.
    long count();

    /// Slot `slot` of partial `index`.
    double value(long index, int slot);
  }
}
