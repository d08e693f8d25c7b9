package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// One value everywhere: a block is written element by element and then copied.
final class ConstantFill implements Fill {
  /// Half the first-level cache of most machines.
  private static final int BLOCK_ELEMENTS = 2048;

  private final double value;
  private final DType type;

  ConstantFill(double value, DType type) {
    this.value = value;
    this.type = type;
  }

  @Override
  public void fill(MemorySegment output, long first, long cols) {
    long n = Fills.check(output, type, first, cols);
    long blockElements = Math.min(n, BLOCK_ELEMENTS);
    for (long i = 0; i < blockElements; i++) {
      Elements.put(output, type, i, value);
    }
    long blockBytes = blockElements * type.bytes();
    for (long done = blockBytes; done < output.byteSize(); done += blockBytes) {
      long bytes = Math.min(blockBytes, output.byteSize() - done);
      MemorySegment.copy(output, 0, output, done, bytes);
    }
  }
}
