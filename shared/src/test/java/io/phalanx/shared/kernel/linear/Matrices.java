package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.testing.Grids;
import java.util.List;
import java.util.Map;

/// Seeded matrices, and the kernels of an operation.
final class Matrices {
  private Matrices() {}

  static Grid empty(long rows, long cols, DType type) {
    return Grids.empty(rows, cols, type);
  }

  static Grid random(long rows, long cols, DType type, long seed, boolean edges) {
    return Grids.random(rows, cols, type, seed, edges);
  }

  static Kernel vector(String name, DType... types) {
    Operation operation = operation(name);
    return operation.kernels().vector(noParams(operation), List.of(types));
  }

  static Kernel scalar(String name, DType... types) {
    Operation operation = operation(name);
    return operation.kernels().scalar(noParams(operation), List.of(types));
  }

  static Operation operation(String name) {
    return LinearOperations.all().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Params noParams(Operation operation) {
    return Params.check(operation.name(), operation.parameters(), Map.of());
  }
}
