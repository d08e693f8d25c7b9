package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import java.util.List;

/// zeros, const, uniform and randn.
public final class FillOperations {
  private static final Parameter SEED =
      Parameter.integer("seed", "42", "matrices of one seed are alike; any 64-bit number");

  private static final List<Operation> ALL =
      List.of(
          operation(
              "zeros",
              "exact",
              "0 everywhere",
              List.of(),
              new FillKernels(
                  (params, type) -> new ConstantFill(0, type),
                  (params, type) -> new ScalarConstantFill(0, type))),
          operation(
              "const",
              "rounded once",
              "one value everywhere",
              List.of(Parameter.number("value", null, "the value")),
              new FillKernels(
                  (params, type) -> new ConstantFill(params.number("value"), type),
                  (params, type) -> new ScalarConstantFill(params.number("value"), type))),
          operation(
              "uniform",
              "NumPy's bits",
              "uniform random numbers, NumPy's Philox stream of (seed, row)",
              List.of(
                  SEED,
                  Parameter.number("low", "0", "smallest value"),
                  Parameter.number("high", "1", "above the largest value, but for rounding")),
              new FillKernels(
                  (params, type) -> new RandomFill(seed(params), Uniform.of(params), type),
                  (params, type) -> new ScalarRandomFill(seed(params), Uniform.of(params), type))),
          operation(
              "randn",
              "4 ulp",
              "standard normal random numbers",
              List.of(SEED),
              new FillKernels(
                  (params, type) -> new RandomFill(seed(params), new InverseNormal(), type),
                  (params, type) ->
                      new ScalarRandomFill(seed(params), new InverseNormal(), type))));

  private FillOperations() {}

  /// The operations; the same objects at every call.
  public static List<Operation> all() {
    return ALL;
  }

  private static long seed(Params params) {
    return params.integer("seed");
  }

  private static Operation operation(
      String name, String accuracy, String summary, List<Parameter> parameters, Kernels kernels) {
    Traits traits = new Traits(true, true, 0, accuracy);
    return new Operation(name, Family.FILL, 0, parameters, traits, summary, kernels);
  }

  /// Makes one fill.
  private interface Factory {
    Kernel make(Params params, DType type);
  }

  private record FillKernels(Factory fast, Factory reference) implements Kernels {
    @Override
    public Kernel vector(Params params, List<DType> types) {
      return fast.make(params, outputType(types));
    }

    @Override
    public Kernel scalar(Params params, List<DType> types) {
      return reference.make(params, outputType(types));
    }

    private static DType outputType(List<DType> types) {
      DType type = types.getFirst();
      if (!type.isFloat()) {
        throw new IllegalArgumentException(
            "only floats can be filled: dtype=" + type.label() + ", wanted=float64 or float32");
      }
      return type;
    }
  }
}
