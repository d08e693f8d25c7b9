package io.phalanx.shared.kernel;

import java.lang.foreign.MemorySegment;

/// Writes elements that depend on their position alone.
public non-sealed interface Fill extends Kernel {
  /// Writes one run of elements.
  ///
  /// @param output where to
  /// @param first index in C order of the first element of the run within the matrix
  /// @param cols columns of the matrix, so that row = index / cols; above 0
  void fill(MemorySegment output, long first, long cols);
}
