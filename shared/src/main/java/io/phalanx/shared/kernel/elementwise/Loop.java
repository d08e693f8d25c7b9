package io.phalanx.shared.kernel.elementwise;

/// The inner loop of one element-wise kernel over absolute addresses.
interface Loop {
  /// With this bound on its length the compiler sees that no index of a loop overflows, and needs
  /// one address for all of an unrolled step.
  int ELEMENTS_MAX = 1 << 28;

  /// Computes whole vectors.
  ///
  /// @param first address of the first input
  /// @param second address of the second input; not read by a loop of one input
  /// @param target address of the output; may be that of an input
  /// @param n number of elements, a multiple of the lanes of a vector, at most [#ELEMENTS_MAX]
  void run(long first, long second, long target, int n);
}
