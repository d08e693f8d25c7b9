package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Makes the kernels of an operation that is given by one function: the fast one and its reference.
///
/// @param function binds the function to the parameters
/// @param fast makes the fast kernel
/// @param reference makes the reference
/// @param <F> type of the function
record FunctionKernels<F>(Function<Params, ? extends F> function, Maker<F> fast, Maker<F> reference)
    implements Kernels {
  /// Makes a kernel from a function, the types of the inputs and that of the output.
  interface Maker<F> {
    Kernel make(F function, List<DType> types, DType output);
  }

  static Kernels map(Function<Params, ? extends DoubleUnaryOperator> function) {
    LoopCopy<MapLoop> loop = new LoopCopy<>(UnaryLoop.class, DoubleUnaryOperator.class);
    return new FunctionKernels<DoubleUnaryOperator>(
        function,
        (f, types, output) -> new FunctionMap(loop.open(f), types, output),
        (f, types, output) -> new SerialMap((x, same) -> f.applyAsDouble(x), types, output));
  }

  static Kernels zip(Function<Params, ? extends DoubleBinaryOperator> function) {
    LoopCopy<MapLoop> loop = new LoopCopy<>(BinaryLoop.class, DoubleBinaryOperator.class);
    return new FunctionKernels<DoubleBinaryOperator>(
        function,
        (f, types, output) -> new FunctionMap(loop.open(f), types, output),
        SerialMap::new);
  }

  static Kernels rows(Function<Params, ? extends RowFunction> function) {
    Maker<RowFunction> maker = (f, types, output) -> new FunctionRows(f, types.getFirst(), output);
    return new FunctionKernels<>(function, maker, maker);
  }

  static Kernels reduction(Function<Params, ? extends Fold> function) {
    LoopCopy<FoldLoop> loop = new LoopCopy<>(FoldingLoop.class, Fold.class);
    return new FunctionKernels<Fold>(
        function,
        (f, types, output) -> new FoldReduction(checked(f), loop.open(f), types.getFirst()),
        (f, types, output) -> new SerialFold(checked(f), types.getFirst()));
  }

  @Override
  public Kernel vector(Params params, List<DType> types) {
    return fast.make(function.apply(params), types, outputType(types));
  }

  @Override
  public Kernel scalar(Params params, List<DType> types) {
    return reference.make(function.apply(params), types, outputType(types));
  }

  private static Fold checked(Fold fold) {
    if (fold.slots() < 1 || fold.slots() > Fold.SLOTS_MAX) {
      throw new IllegalArgumentException(
          "slots out of range: slots=" + fold.slots() + ", min=1, max=" + Fold.SLOTS_MAX);
    }
    return fold;
  }

  private static DType outputType(List<DType> types) {
    return types.stream().allMatch(type -> type == DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
  }
}
