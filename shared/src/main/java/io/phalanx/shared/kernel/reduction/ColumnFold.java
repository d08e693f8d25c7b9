package io.phalanx.shared.kernel.reduction;

/// Reduces elements to one partial in a plain loop.
@FunctionalInterface
interface ColumnFold {
  /// Writes the partial of all elements.
  ///
  /// @param firstIndex what the first element counts as in an index result
  /// @param sink takes the partial as its column 0
  void fold(Column elements, long firstIndex, Sink sink);
}
