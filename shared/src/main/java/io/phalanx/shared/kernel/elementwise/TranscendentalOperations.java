package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.vector.Gelu;
import java.util.List;

/// sigmoid, tanh, exp, log and their kin: own vector functions, whose bits are the same on every
/// machine.
///
/// The distance allowed to the scalar kernel is the sum of both errors: the vector function's, at
/// most [#NEAREST_ULP] or [#NEAR_ULP] from the exact value, and that of the reference.
final class TranscendentalOperations {
  /// Largest error of exp and log.
  private static final String NEAREST_ULP = "1 ulp";

  /// Largest error of the others.
  private static final String NEAR_ULP = "2.5 ulp";

  private TranscendentalOperations() {}

  static List<Operation> all() {
    return List.of(
        operation(
            "sigmoid",
            5,
            "1 / (1 + e^-x)",
            MapKernels.unary(
                () -> TranscendentalLanes.SIGMOID,
                () -> TranscendentalLanes.SIGMOID_FLOAT,
                (x, y, c) -> ScalarFunctions.sigmoid(x))),
        operation(
            "tanh",
            5,
            "hyperbolic tangent",
            MapKernels.unary(
                () -> TranscendentalLanes.TANH,
                () -> TranscendentalLanes.TANH_FLOAT,
                (x, y, c) -> StrictMath.tanh(x))),
        operation(
            "exp",
            2,
            "e^x",
            MapKernels.unary(
                () -> TranscendentalLanes.EXP,
                () -> TranscendentalLanes.EXP_FLOAT,
                (x, y, c) -> StrictMath.exp(x))),
        operation(
            "expm1",
            4,
            "e^x - 1, exact near 0",
            MapKernels.wide(() -> TranscendentalLanes.EXPM1, (x, y, c) -> StrictMath.expm1(x))),
        operation(
            "log",
            2,
            "natural logarithm; NaN below 0, -Infinity at 0",
            MapKernels.wide(() -> TranscendentalLanes.LOG, (x, y, c) -> StrictMath.log(x))),
        operation(
            "log1p",
            4,
            "log(1 + x), exact near 0; NaN below -1, -Infinity at -1",
            MapKernels.wide(() -> TranscendentalLanes.LOG1P, (x, y, c) -> StrictMath.log1p(x))),
        operation(
            "softplus",
            5,
            "log(1 + e^x)",
            MapKernels.wide(
                () -> TranscendentalLanes.SOFTPLUS, (x, y, c) -> ScalarFunctions.softplus(x))),
        operation(
            "gelu",
            16,
            "x times the normal distribution function of x, the form with erf",
            MapKernels.wide(new LoopClass(Gelu.class), (x, y, c) -> ScalarFunctions.gelu(x))),
        operation(
            "sin",
            4,
            "sine of radians",
            MapKernels.wideWithin(
                () -> TranscendentalLanes.HUGE_SIN,
                () -> TranscendentalLanes.SIN,
                (x, y, c) -> StrictMath.sin(x))),
        operation(
            "cos",
            4,
            "cosine of radians",
            MapKernels.wideWithin(
                () -> TranscendentalLanes.HUGE_COS,
                () -> TranscendentalLanes.COS,
                (x, y, c) -> StrictMath.cos(x))));
  }

  private static Operation operation(
      String name, double ulpMax, String summary, MapKernels kernels) {
    boolean nearest = name.equals("exp") || name.equals("log");
    Traits traits = new Traits(true, false, ulpMax, nearest ? NEAREST_ULP : NEAR_ULP);
    return new Operation(name, Family.ELEMENTS, 1, List.of(), traits, summary, kernels);
  }
}
