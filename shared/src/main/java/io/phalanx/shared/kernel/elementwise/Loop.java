package io.phalanx.shared.kernel.elementwise;

/// The inner loop of one element-wise kernel over absolute addresses.
interface Loop {
  /// Computes whole vectors.
  ///
  /// @param first address of the first input
  /// @param second address of the second input; not read by a loop of one input
  /// @param target address of the output; may be that of an input
  /// @param n number of elements, a multiple of [#lanes], at most 2^28
  void run(long first, long second, long target, int n);

  /// Number of elements that one step computes.
  int lanes();
}
