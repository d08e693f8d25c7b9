package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// The reference of a map: one element after the other.
///
/// @param function of the elements of the first and the last input, which may be one
record SerialMap(DoubleBinaryOperator function, List<DType> types, DType outputType)
    implements ElementMap {
  @Override
  public void apply(List<MemorySegment> sources, MemorySegment target) {
    long n = FunctionMap.check(sources, types, target, outputType);
    for (long i = 0; i < n; i++) {
      double x = Elements.get(sources.getFirst(), types.getFirst(), i);
      double y = Elements.get(sources.getLast(), types.getLast(), i);
      Elements.put(target, outputType, i, function.applyAsDouble(x, y));
    }
  }
}
