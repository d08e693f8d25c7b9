package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// What every fill checks.
final class Fills {
  private Fills() {}

  /// The number of elements to write.
  ///
  /// @throws IllegalArgumentException if the run ends within an element, can't be written, or its
  ///   place in the matrix makes no sense
  static long check(MemorySegment output, DType type, long first, long cols) {
    if (first < 0 || cols <= 0) {
      throw new IllegalArgumentException("no such place: first=" + first + ", cols=" + cols);
    }
    Memory.outputAddressOf(output);
    return Operands.elements(output, type);
  }
}
