package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import java.util.List;

/// Operations of one input whose results are exact or correctly rounded: the same bits as NumPy's.
///
/// - `relu` is `numpy.maximum(x, 0)`: NaN stays NaN, -0.0 becomes 0.0.
/// - `clip` is `numpy.clip`: NaN stays NaN, and a zero within the bounds keeps its sign.
/// - `affine` rounds twice, as `a * x + b` does in NumPy, never once as a fused operation would.
final class ArithmeticOperations {
  private static final Traits ROUNDED = new Traits(true, false, 0, "rounded once");
  private static final Traits ROUNDED_TWICE = new Traits(true, false, 0, "rounded twice");
  private static final Traits EXACT = new Traits(true, false, 0, "exact");
  private static final Traits IDEMPOTENT = new Traits(true, true, 0, "exact");

  private ArithmeticOperations() {}

  static List<Operation> all() {
    return List.of(sqrt(), square(), abs(), neg(), relu(), affine(), clip());
  }

  private static Operation sqrt() {
    MapKernels kernels =
        MapKernels.unary(
            () -> ArithmeticLanes.SQRT,
            () -> ArithmeticLanes.SQRT_FLOAT,
            (x, y, c) -> StrictMath.sqrt(x));
    return operation("sqrt", ROUNDED, "square root; NaN below 0", kernels);
  }

  private static Operation square() {
    MapKernels kernels =
        MapKernels.unary(
            () -> ArithmeticLanes.SQUARE, () -> ArithmeticLanes.SQUARE_FLOAT, (x, y, c) -> x * x);
    return operation("square", ROUNDED, "x * x", kernels);
  }

  private static Operation abs() {
    MapKernels kernels =
        MapKernels.unary(
            () -> ArithmeticLanes.ABS, () -> ArithmeticLanes.ABS_FLOAT, (x, y, c) -> Math.abs(x));
    return operation("abs", IDEMPOTENT, "absolute value", kernels);
  }

  private static Operation neg() {
    MapKernels kernels =
        MapKernels.unary(
            () -> ArithmeticLanes.NEG, () -> ArithmeticLanes.NEG_FLOAT, (x, y, c) -> -x);
    return operation("neg", EXACT, "-x, the sign of zero too", kernels);
  }

  private static Operation relu() {
    MapKernels kernels =
        MapKernels.unary(
            () -> ArithmeticLanes.RELU,
            () -> ArithmeticLanes.RELU_FLOAT,
            (x, y, c) -> x <= 0 ? 0.0 : x);
    return operation("relu", IDEMPOTENT, "the larger of x and 0", kernels);
  }

  private static Operation affine() {
    MapKernels kernels =
        MapKernels.unary(
                () -> ArithmeticLanes.AFFINE,
                () -> ArithmeticLanes.AFFINE_FLOAT,
                (x, y, c) -> c.round(c.a() * x) + c.b())
            .with((params, type) -> new Coefficients(params.number("a"), params.number("b"), type));
    List<Parameter> parameters =
        List.of(
            Parameter.number("a", "1", "factor"),
            Parameter.number("b", "0", "added after the product is rounded"));
    return new Operation(
        "affine", Family.ELEMENTS, 1, parameters, ROUNDED_TWICE, "a * x + b", kernels);
  }

  private static Operation clip() {
    MapKernels kernels =
        MapKernels.unary(
                () -> ArithmeticLanes.CLIP,
                () -> ArithmeticLanes.CLIP_FLOAT,
                (x, y, c) -> x < c.a() ? c.a() : x > c.b() ? c.b() : x)
            .with(ArithmeticOperations::bounds);
    List<Parameter> parameters =
        List.of(
            Parameter.number("min", null, "lower bound; -Infinity for none"),
            Parameter.number("max", null, "upper bound; Infinity for none"));
    return new Operation(
        "clip", Family.ELEMENTS, 1, parameters, IDEMPOTENT, "x, but within min and max", kernels);
  }

  private static Coefficients bounds(Params params, DType type) {
    double min = params.number("min");
    double max = params.number("max");
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "bounds must be numbers in order: operation=clip, min=" + min + ", max=" + max);
    }
    return new Coefficients(min, max, type);
  }

  private static Operation operation(
      String name, Traits traits, String summary, MapKernels kernels) {
    return new Operation(name, Family.ELEMENTS, 1, List.of(), traits, summary, kernels);
  }
}
