package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;

/// `B[j][i] = A[i][j]`, some rows of B at a time.
public non-sealed interface Transpose extends Kernel {
  /// Writes whole rows of B.
  ///
  /// @param input all of A
  /// @param firstRow index of the first wanted row of B, which is a column of A
  /// @param output the wanted rows of B, `input.rows()` wide; shares no memory with the input
  void transpose(Grid input, long firstRow, Grid output);
}
