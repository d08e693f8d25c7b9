package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// The reference of constant fills.
final class ScalarConstantFill implements Fill {
  private final double value;
  private final DType type;

  ScalarConstantFill(double value, DType type) {
    this.value = value;
    this.type = type;
  }

  @Override
  public void fill(MemorySegment output, long first, long cols) {
    long n = Fills.check(output, type, first, cols);
    for (long i = 0; i < n; i++) {
      Elements.put(output, type, i, value);
    }
  }
}
