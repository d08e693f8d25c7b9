package io.phalanx.shared.kernel.catalog;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.elementwise.ElementwiseOperations;
import io.phalanx.shared.kernel.linear.LinearOperations;
import io.phalanx.shared.kernel.random.FillOperations;
import io.phalanx.shared.kernel.reduction.ReductionOperations;
import io.phalanx.shared.kernel.rows.RowOperations;
import java.util.List;
import java.util.stream.Stream;

/// Every built-in operation. A name may stand twice with different numbers of inputs: `max A` is a
/// reduction, `max A B` works element by element.
public final class Operations {
  private static final List<Operation> ALL =
      Stream.of(
              ElementwiseOperations.all(),
              RowOperations.all(),
              FillOperations.all(),
              ReductionOperations.all(),
              LinearOperations.all())
          .flatMap(List::stream)
          .toList();

  private Operations() {}

  /// All operations.
  public static List<Operation> all() {
    return ALL;
  }

  /// False for an operation of a user's.
  public static boolean isBuiltIn(Operation operation) {
    return ALL.contains(operation);
  }

  /// The operation of this name for so many matrices. A fill takes none, or one to overwrite.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Operation find(String name, int inputs) {
    return find(ALL, name, inputs);
  }

  /// The same among others.
  public static Operation find(List<Operation> among, String name, int inputs) {
    List<Operation> named =
        among.stream().filter(operation -> operation.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown operation: operation="
              + name
              + "; see phalanx ops; one of yours needs --kernels JAR");
    }
    return named.stream()
        .filter(operation -> operation.inputs() == inputs || isFillOf(operation, inputs))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "wrong number of input matrices: operation="
                    + name
                    + ", inputs="
                    + inputs
                    + ", wanted="
                    + named.stream().map(Operation::inputs).toList()));
  }

  /// The fewest matrices that an operation of this name takes; 0 if there is none.
  public static int fewestInputs(List<Operation> among, String name) {
    return among.stream()
        .filter(operation -> operation.name().equals(name))
        .mapToInt(Operation::inputs)
        .min()
        .orElse(0);
  }

  private static boolean isFillOf(Operation operation, int inputs) {
    return operation.family() == Family.FILL && inputs == 1;
  }
}
