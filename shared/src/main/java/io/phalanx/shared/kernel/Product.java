package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;

/// Matrix product `C = A B`, some rows of C at a time.
public non-sealed interface Product extends Kernel {
  /// Computes whole rows of C.
  ///
  /// A kernel may rearrange B in every call, so that some hundred rows at a time are the fastest.
  ///
  /// @param a the rows of A that belong to the wanted rows of C, m × k
  /// @param b all of B, k × n
  /// @param c m × n, shares no memory with a or b
  void multiply(Grid a, Grid b, Grid c);
}
