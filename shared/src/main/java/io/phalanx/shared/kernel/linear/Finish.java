package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.matrix.DType;

/// What becomes of a sum of products in the end, one run of a row at a time, in place.
interface Finish {
  /// The sums are the results.
  Finish NOTHING = new Nothing();

  /// Turns sums into results.
  void apply(Run sums, Operands operands);

  /// The same with the absolute value of every number.
  Finish absolute();

  /// Some neighbours in a row of C.
  ///
  /// @param type float64 or float32
  /// @param address of the first one
  /// @param row its row in C
  /// @param firstCol its column in C
  /// @param count how many
  record Run(DType type, long address, long row, long firstCol, int count) {}

  /// Leaves the sums alone.
  record Nothing() implements Finish {
    @Override
    public void apply(Run sums, Operands operands) {}

    @Override
    public Finish absolute() {
      return this;
    }
  }
}
