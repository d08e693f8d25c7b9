package com.example.kernels;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.user.Fold;
import io.phalanx.shared.kernel.user.NewOperation;
import io.phalanx.shared.kernel.user.OperationProvider;
import java.util.Arrays;
import java.util.List;

/// One operation of each form. META-INF/services/... in resources names this class, and Softsign.
public final class ExampleKernels implements OperationProvider {
  @Override
  public List<Operation> operations() {
    return List.of(blend(), sortRows(), range(), rms(), swish());
  }

  private static Operation blend() {
    return NewOperation.zip("blend", params -> {
          double weight = params.number("weight");
          if (weight < 0 || weight > 1) {
            throw new IllegalArgumentException("weight is a share, 0 to 1: weight=" + weight);
          }
          return (x, y) -> weight * x + (1 - weight) * y;
        })
        .summary("weighted mean of two matrices")
        .number("weight", "0.5", "share of the first, 0 to 1")
        .operation();
  }

  private static Operation sortRows() {
    return NewOperation.rows("sort-rows", params -> (row, result) -> {
          Arrays.sort(row);
          System.arraycopy(row, 0, result, 0, row.length);
        })
        .summary("every row in ascending order")
        .idempotent()
        .operation();
  }

  private static Operation range() {
    return NewOperation.reduction("range", params -> new Range())
        .summary("largest minus smallest")
        .ulp(0)
        .operation();
  }

  private static Operation rms() {
    return NewOperation.reduction(
            "rms", params -> Fold.sumOf(x -> x * x, (sum, n) -> Math.sqrt(sum / n)))
        .summary("root of the mean square")
        .operation();
  }

  private static Operation swish() {
    return NewOperation.kernel("swish", Family.ELEMENTS, 1, new SwishKernels())
        .summary("x / (1 + exp(-x)), on vectors")
        .ulp(8)
        .operation();
  }
}
