package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Outliers;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Makes the kernels of one element-wise operation.
///
/// @param inputs number of inputs
/// @param binding reads and checks the parameters
/// @param doubles the loops in float64
/// @param guard what stands around a loop in float64
/// @param floats the loops in float32 where all inputs are; empty where those are computed in
///   float64 and rounded, which leaves at most 0.51 units in the last place
/// @param scalar the reference
/// @param twins scalar loops with the bits of the loops in float64, where there are such
record MapKernels(
    int inputs,
    Binding binding,
    LoopClass doubles,
    UnaryOperator<Loop> guard,
    Optional<LoopClass> floats,
    ScalarFunction scalar,
    Optional<LoopClass> twins)
    implements Operation.Kernels {

  /// Reads and checks the parameters of an operation.
  interface Binding {
    /// The parameters for arithmetic that rounds to a type.
    ///
    /// @throws IllegalArgumentException if they make no sense together
    Coefficients bind(Params params, DType type);
  }

  /// One input and no parameter, always computed in float64.
  static MapKernels wide(Supplier<LaneFunctions.DoubleUnary> function, ScalarFunction scalar) {
    LoopClass doubles = new LoopClass(DoubleUnaryLoop.class, function);
    return new MapKernels(
        1,
        MapKernels::nothing,
        doubles,
        UnaryOperator.identity(),
        Optional.empty(),
        scalar,
        Optional.empty());
  }

  /// One input and no parameter, always computed in float64, by a lane function that is not made
  /// for some elements.
  static MapKernels wideWithin(
      Supplier<Outliers> outliers,
      Supplier<LaneFunctions.DoubleUnary> function,
      ScalarFunction scalar) {
    LoopClass doubles = new LoopClass(DoubleUnaryLoop.class, function);
    UnaryOperator<Loop> guard = loop -> new OutlierLoop(loop, outliers.get());
    return new MapKernels(
        1, MapKernels::nothing, doubles, guard, Optional.empty(), scalar, Optional.empty());
  }

  /// One input and no parameter.
  static MapKernels unary(
      Supplier<LaneFunctions.DoubleUnary> wide,
      Supplier<LaneFunctions.FloatUnary> narrow,
      ScalarFunction scalar) {
    LoopClass doubles = new LoopClass(DoubleUnaryLoop.class, wide);
    LoopClass floats = new LoopClass(FloatUnaryLoop.class, narrow);
    return new MapKernels(
        1,
        MapKernels::nothing,
        doubles,
        UnaryOperator.identity(),
        Optional.of(floats),
        scalar,
        Optional.empty());
  }

  /// Two inputs and no parameter.
  static MapKernels binary(
      Supplier<LaneFunctions.DoubleBinary> wide,
      Supplier<LaneFunctions.FloatBinary> narrow,
      ScalarFunction scalar) {
    LoopClass doubles = new LoopClass(DoubleBinaryLoop.class, wide);
    LoopClass floats = new LoopClass(FloatBinaryLoop.class, narrow);
    return new MapKernels(
        2,
        MapKernels::nothing,
        doubles,
        UnaryOperator.identity(),
        Optional.of(floats),
        scalar,
        Optional.empty());
  }

  /// The same with parameters.
  MapKernels with(Binding parameters) {
    return new MapKernels(inputs, parameters, doubles, guard, floats, scalar, twins);
  }

  /// The same with a scalar twin of the function in float64.
  MapKernels withTwin(EarlyFunctions.DoubleUnary twin) {
    LoopClass loops = new LoopClass(EarlyLoopBody.class, () -> twin);
    return new MapKernels(inputs, binding, doubles, guard, floats, scalar, Optional.of(loops));
  }

  @Override
  public ElementMap vector(Params params, List<DType> types) {
    Coefficients coefficients = coefficients(params, types);
    boolean narrow = coefficients.type() == DType.FLOAT32 && floats.isPresent();
    Loop loop =
        narrow ? floats.orElseThrow().open(coefficients) : guard.apply(doubles.open(coefficients));
    DType loopType = narrow ? DType.FLOAT32 : DType.FLOAT64;
    return new VectorMap(loop, loopType, types, coefficients.type());
  }

  @Override
  public ElementMap early(Params params, List<DType> types) {
    if (twins.isEmpty() || !types.equals(List.of(DType.FLOAT64))) {
      return vector(params, types);
    }
    return new EarlyMap(doubles, twins.orElseThrow(), coefficients(params, types));
  }

  @Override
  public ElementMap scalar(Params params, List<DType> types) {
    return new ScalarMap(scalar, coefficients(params, types), types);
  }

  private Coefficients coefficients(Params params, List<DType> types) {
    if (types.size() != inputs) {
      throw new IllegalArgumentException(
          "wrong number of inputs: inputs=" + types.size() + ", wanted=" + inputs);
    }
    boolean narrow = types.stream().allMatch(type -> type == DType.FLOAT32);
    return binding.bind(params, narrow ? DType.FLOAT32 : DType.FLOAT64);
  }

  private static Coefficients nothing(Params params, DType type) {
    return new Coefficients(0, 0, type);
  }
}
