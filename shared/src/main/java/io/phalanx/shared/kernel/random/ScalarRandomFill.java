package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// The reference of random fills: a block for every element, as the paper writes it.
final class ScalarRandomFill implements Fill {
  private final long seed;
  private final Draw draw;
  private final DType type;

  ScalarRandomFill(long seed, Draw draw, DType type) {
    this.seed = seed;
    this.draw = draw;
    this.type = type;
  }

  @Override
  public void fill(MemorySegment output, long first, long cols) {
    long n = Fills.check(output, type, first, cols);
    for (long i = 0; i < n; i++) {
      long col = (first + i) % cols;
      long[] block = {col / Philox.WORDS + 1, 0, 0, 0};
      long[] key = {seed, (first + i) / cols};
      for (int round = 0; round < Philox.ROUNDS; round++) {
        block = round(block, key);
        key = new long[] {key[0] + Philox.WEYL_0, key[1] + Philox.WEYL_1};
      }
      Elements.put(output, type, i, draw.of(block[(int) (col % Philox.WORDS)]));
    }
  }

  private static long[] round(long[] c, long[] key) {
    return new long[] {
      Math.unsignedMultiplyHigh(Philox.MULTIPLIER_1, c[2]) ^ c[1] ^ key[0],
      Philox.MULTIPLIER_1 * c[2],
      Math.unsignedMultiplyHigh(Philox.MULTIPLIER_0, c[0]) ^ c[3] ^ key[1],
      Philox.MULTIPLIER_0 * c[0]
    };
  }
}
