package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Traits;
import java.util.List;

/// sigmoid, tanh, exp and log: own vector functions, whose bits are the same on every machine.
///
/// The distance allowed to the scalar kernel is the sum of both errors: the vector function's and
/// that of StrictMath.
final class TranscendentalOperations {
  private TranscendentalOperations() {}

  static List<Operation> all() {
    return List.of(
        operation(
            "sigmoid",
            5,
            "1 / (1 + e^-x)",
            MapKernels.wide(() -> TranscendentalLanes.SIGMOID, (x, y, c) -> sigmoid(x))),
        operation(
            "tanh",
            5,
            "hyperbolic tangent",
            MapKernels.wide(() -> TranscendentalLanes.TANH, (x, y, c) -> StrictMath.tanh(x))),
        operation(
            "exp",
            2,
            "e^x",
            MapKernels.wide(() -> TranscendentalLanes.EXP, (x, y, c) -> StrictMath.exp(x))),
        operation(
            "log",
            2,
            "natural logarithm; NaN below 0, -Infinity at 0",
            MapKernels.wide(() -> TranscendentalLanes.LOG, (x, y, c) -> StrictMath.log(x))));
  }

  private static Operation operation(
      String name, double ulpMax, String summary, MapKernels kernels) {
    Traits traits = new Traits(true, false, ulpMax);
    return new Operation(name, Family.ELEMENTS, 1, List.of(), traits, summary, kernels);
  }

  private static double sigmoid(double x) {
    double z = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? z : 1.0) / (1.0 + z);
  }
}
