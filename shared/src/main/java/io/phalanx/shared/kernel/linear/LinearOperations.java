package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.Function;

/// Matrix product and transpose, by name.
public final class LinearOperations {
  /// Out of place, and the same bits from vector and scalar kernel.
  private static final Traits TRAITS = new Traits(false, true, 0.0);

  private LinearOperations() {}

  /// Every operation of linear algebra.
  public static List<Operation> all() {
    return List.of(matmul(), transpose());
  }

  private static Operation matmul() {
    return new Operation(
        "matmul",
        Family.PRODUCT,
        2,
        List.of(),
        TRAITS,
        "matrix product of two inputs, float32 where both are, otherwise float64",
        new ByType(
            types -> new BlockedProduct(productType(types)),
            types -> new ScalarProduct(productType(types))));
  }

  private static Operation transpose() {
    return new Operation(
        "transpose",
        Family.TRANSPOSE,
        1,
        List.of(),
        TRAITS,
        "rows become columns, elements of any type keep their bits",
        new ByType(
            types -> new BlockedTranspose(types.getFirst()),
            types -> new ScalarTranspose(types.getFirst())));
  }

  private static DType productType(List<DType> types) {
    return types.stream().allMatch(type -> type == DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
  }

  /// Kernels that depend on the element types alone.
  private record ByType(Function<List<DType>, Kernel> fast, Function<List<DType>, Kernel> reference)
      implements Kernels {
    @Override
    public Kernel vector(Params params, List<DType> types) {
      return fast.apply(types);
    }

    @Override
    public Kernel scalar(Params params, List<DType> types) {
      return reference.apply(types);
    }
  }
}
