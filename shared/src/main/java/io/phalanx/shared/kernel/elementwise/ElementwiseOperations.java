package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Operation;
import java.util.List;
import java.util.stream.Stream;

/// Every element-wise operation.
public final class ElementwiseOperations {
  private static final List<Operation> ALL =
      Stream.of(TranscendentalOperations.all(), ArithmeticOperations.all(), BinaryOperations.all())
          .flatMap(List::stream)
          .toList();

  private ElementwiseOperations() {}

  /// The operations; the same objects at every call, so that their loops are compiled once.
  public static List<Operation> all() {
    return ALL;
  }
}
