package com.example.kernels;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The full form: two kernels over memory. Only workers have the Vector API, so the class that
/// touches it is made in [#vector] and nowhere else.
final class SwishKernels implements Kernels {
  @Override
  public Kernel vector(Params params, List<DType> types) {
    // Vectors for float64; what other types want is right, if not fast, in the scalar form.
    return types.getFirst() == DType.FLOAT64 ? new SwishVectors() : scalar(params, types);
  }

  @Override
  public Kernel scalar(Params params, List<DType> types) {
    DType input = types.getFirst();
    DType output = input == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
    return (ElementMap) (sources, target) -> apply(sources.getFirst(), input, target, output);
  }

  private static void apply(
      MemorySegment source, DType input, MemorySegment target, DType output) {
    long n = target.byteSize() / output.bytes();
    for (long i = 0; i < n; i++) {
      double x = Elements.get(source, input, i);
      Elements.put(target, output, i, x / (1 + StrictMath.exp(-x)));
    }
  }
}
