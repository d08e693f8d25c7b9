package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The reference: one element after the other, in float64, rounded to the output type.
final class ScalarMap implements ElementMap {
  private final ScalarFunction function;
  private final Coefficients coefficients;
  private final List<DType> types;

  ScalarMap(ScalarFunction function, Coefficients coefficients, List<DType> types) {
    this.function = function;
    this.coefficients = coefficients;
    this.types = List.copyOf(types);
  }

  @Override
  public void apply(List<MemorySegment> inputs, MemorySegment output) {
    DType type = coefficients.type();
    long n = Runs.check(inputs, types, output, type);
    for (long i = 0; i < n; i++) {
      double x = Elements.get(inputs.getFirst(), types.getFirst(), i);
      double y = Elements.get(inputs.getLast(), types.getLast(), i);
      Elements.put(output, type, i, function.apply(x, y, coefficients));
    }
  }
}
