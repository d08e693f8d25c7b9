package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Traits;
import java.util.List;

/// Operations of two inputs, correctly rounded.
///
/// `min` and `max` give NaN where either input is NaN, as `numpy.minimum` and `numpy.maximum` do.
/// They take -0.0 for smaller than 0.0 whatever the order of the inputs, which NumPy leaves to the
/// processor. Which of two NaNs an operation passes on is not defined.
final class BinaryOperations {
  private static final Traits ROUNDED = new Traits(true, false, 0, "rounded once");
  private static final Traits IDEMPOTENT = new Traits(true, true, 0, "exact");

  private BinaryOperations() {}

  static List<Operation> all() {
    return List.of(
        operation(
            "add",
            ROUNDED,
            "x + y",
            MapKernels.binary(
                () -> BinaryLanes.ADD, () -> BinaryLanes.ADD_FLOAT, (x, y, c) -> x + y)),
        operation(
            "sub",
            ROUNDED,
            "x - y",
            MapKernels.binary(
                () -> BinaryLanes.SUB, () -> BinaryLanes.SUB_FLOAT, (x, y, c) -> x - y)),
        operation(
            "mul",
            ROUNDED,
            "x * y",
            MapKernels.binary(
                () -> BinaryLanes.MUL, () -> BinaryLanes.MUL_FLOAT, (x, y, c) -> x * y)),
        operation(
            "div",
            ROUNDED,
            "x / y, infinite or NaN where y is 0",
            MapKernels.binary(
                () -> BinaryLanes.DIV, () -> BinaryLanes.DIV_FLOAT, (x, y, c) -> x / y)),
        operation(
            "min",
            IDEMPOTENT,
            "the smaller one; NaN if either is",
            MapKernels.binary(
                () -> BinaryLanes.MIN, () -> BinaryLanes.MIN_FLOAT, (x, y, c) -> Math.min(x, y))),
        operation(
            "max",
            IDEMPOTENT,
            "the larger one; NaN if either is",
            MapKernels.binary(
                () -> BinaryLanes.MAX, () -> BinaryLanes.MAX_FLOAT, (x, y, c) -> Math.max(x, y))));
  }

  private static Operation operation(
      String name, Traits traits, String summary, MapKernels kernels) {
    return new Operation(name, Family.ELEMENTS, 2, List.of(), traits, summary, kernels);
  }
}
