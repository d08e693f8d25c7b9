package io.phalanx.shared.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// `y[i] = f(x0[i])` or `y[i] = f(x0[i], x1[i])`: every element by itself.
public non-sealed interface ElementMap extends Kernel {
  /// Computes one run of elements.
  ///
  /// @param inputs one run per input, all with the same number of elements n
  /// @param output n elements; may be exactly the memory of an input
  void apply(List<MemorySegment> inputs, MemorySegment output);
}
