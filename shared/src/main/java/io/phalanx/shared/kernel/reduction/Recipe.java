package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.Function;

/// Makes the kernels of one reduction.
///
/// @param <O> what its partials mean
/// @param outcome the same, bound to the parameters
/// @param lanes makes the fast kernel
/// @param fold the loop of the reference
record Recipe<O extends Outcome>(Function<Params, O> outcome, Lanes<O> lanes, ColumnFold fold)
    implements Kernels {
  /// Makes a kernel whose loops go over many accumulators side by side.
  @FunctionalInterface
  interface Lanes<O> {
    /// A kernel for elements of one type.
    ///
    /// @param vectors false for the same accumulators in scalar loops
    Reduction make(DType type, O outcome, boolean vectors);
  }

  @Override
  public Kernel vector(Params params, List<DType> types) {
    return lanes.make(types.getFirst(), outcome.apply(params), true);
  }

  /// The fast kernel without its vector loops, which gives the same bits.
  Reduction twin(Params params, List<DType> types) {
    return lanes.make(types.getFirst(), outcome.apply(params), false);
  }

  @Override
  public Kernel scalar(Params params, List<DType> types) {
    return new SerialReduction(types.getFirst(), outcome.apply(params), fold);
  }
}
