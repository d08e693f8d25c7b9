package io.phalanx.shared.kernel.user;

/// What an operation does to one row.
@FunctionalInterface
public interface RowFunction {
  /// Computes one row from one row, and from nothing else.
  ///
  /// @param row its elements as float64; a copy, which may be used as scratch
  /// @param result as many zeros, to be overwritten
  void apply(double[] row, double[] result);
}
