package io.phalanx.shared.kernel.user;

/// The inner loop of a map. Its classes are templates, see [LoopCopy].
interface MapLoop {
  /// Computes n elements.
  ///
  /// @param x elements of the first input
  /// @param y elements of the last input, which is x where there is one input
  void run(double[] x, double[] y, double[] result, int n);
}
