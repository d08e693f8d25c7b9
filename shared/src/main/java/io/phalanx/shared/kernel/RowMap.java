package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;

/// Every row by itself, such as softmax and cumulative sum.
public non-sealed interface RowMap extends Kernel {
  /// Computes whole rows.
  ///
  /// @param input any number of rows
  /// @param output the same shape; may be exactly the memory of the input
  void apply(Grid input, Grid output);
}
