package io.phalanx.shared.kernel.user;

/// The inner loops of a fold. Its class is a template, see [LoopCopy].
interface FoldLoop {
  /// Takes elements first to limit into one state.
  void addAll(double[] state, double[] elements, int first, int limit);

  /// Takes one element each into as many states.
  ///
  /// @param first of the element of the first state
  void addEach(double[][] states, int count, double[] elements, int first);
}
