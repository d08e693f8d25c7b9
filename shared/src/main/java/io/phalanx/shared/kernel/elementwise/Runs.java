package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The runs that one call of an element-wise kernel is handed.
final class Runs {
  private Runs() {}

  /// Their number of elements.
  ///
  /// @throws IllegalArgumentException if the runs differ in length, are too few or too many, or the
  ///   output lies across an input
  static long check(
      List<MemorySegment> inputs, List<DType> types, MemorySegment output, DType outputType) {
    if (inputs.size() != types.size()) {
      throw new IllegalArgumentException(
          "wrong number of inputs: inputs=" + inputs.size() + ", wanted=" + types.size());
    }
    long n = Operands.elements(output, outputType);
    for (int i = 0; i < inputs.size(); i++) {
      long elements = Operands.elements(inputs.get(i), types.get(i));
      if (elements != n) {
        throw new IllegalArgumentException(
            "runs differ in length: input=" + i + ", elements=" + elements + ", output=" + n);
      }
      Operands.checkOverlap(inputs.get(i), types.get(i), output, outputType);
    }
    return n;
  }
}
