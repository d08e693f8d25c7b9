package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// A reduction that reduces many short rows together, faster than one by one.
public interface NarrowReduction extends Reduction {
  /// True for rows short enough to be worth it.
  boolean isNarrow(long cols);

  /// Reduces every row to its result, which depends on its elements alone.
  ///
  /// @param rows any number of narrow rows
  /// @param results one float64 per row, outside the heap
  void reduceRows(Grid rows, MemorySegment results);
}
