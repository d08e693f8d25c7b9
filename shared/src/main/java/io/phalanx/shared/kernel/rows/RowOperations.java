package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.Function;

/// softmax, cumsum and standardize.
public final class RowOperations {
  private static final List<Operation> ALL =
      List.of(
          operation(
              "softmax",
              Family.ROWS,
              new Traits(true, false, 5),
              "e^x over the row's sum of it",
              new RowKernels(type -> new Softmax(type), ScalarSoftmax::new)),
          operation(
              "cumsum",
              Family.ROWS,
              new Traits(true, false, 0, "rounded per step"),
              "running sum along the row, added up one by one as NumPy does",
              new RowKernels(type -> new CumulativeSum(type), ScalarCumulativeSum::new)),
          operation(
              "standardize",
              Family.COLUMNS,
              new Traits(true, false, 0),
              "x less the column's mean, over its standard deviation",
              new RowKernels(type -> new Standardize(type), ScalarStandardize::new)));

  private RowOperations() {}

  /// The operations; the same objects at every call.
  public static List<Operation> all() {
    return ALL;
  }

  private static Operation operation(
      String name, Family family, Traits traits, String summary, Kernels kernels) {
    return new Operation(name, family, 1, List.of(), traits, summary, kernels);
  }

  /// Makes kernels of one input and no parameter. The fast ones by lambda, not by constructor
  /// reference, which would load them, and with them the Vector API, in every process.
  private record RowKernels(Function<DType, Kernel> fast, Function<DType, Kernel> reference)
      implements Kernels {
    @Override
    public Kernel vector(Params params, List<DType> types) {
      return fast.apply(types.getFirst());
    }

    @Override
    public Kernel scalar(Params params, List<DType> types) {
      return reference.apply(types.getFirst());
    }
  }
}
