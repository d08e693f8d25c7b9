package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Random numbers, each of which depends on seed, row and column alone.
final class RandomFill implements Fill {
  /// Words made at a time: small enough for the first-level cache, whole blocks.
  private static final int BATCH_WORDS = 256;

  private final Philox philox;
  private final Draw draw;
  private final DType type;
  private final long[] words = new long[BATCH_WORDS];
  private final double[] values = new double[BATCH_WORDS];

  RandomFill(long seed, Draw draw, DType type) {
    philox = new Philox(seed);
    this.draw = draw;
    this.type = type;
  }

  @Override
  public void fill(MemorySegment output, long first, long cols) {
    long n = Fills.check(output, type, first, cols);
    long target = Memory.outputAddressOf(output);
    try {
      long done = 0;
      while (done < n) {
        long index = first + done;
        long col = index % cols;
        int skipped = (int) (col % Philox.WORDS);
        int length = (int) Math.min(BATCH_WORDS - skipped, Math.min(cols - col, n - done));
        philox.generate(index / cols, col / Philox.WORDS, words, skipped + length);
        draw.of(words, skipped, length, values);
        put(target + done * type.bytes(), length);
        done += length;
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }

  private void put(long target, int length) {
    if (type == DType.FLOAT64) {
      for (int i = 0; i < length; i++) {
        Elements.putDouble(target, i, values[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        Elements.putFloat(target, i, (float) values[i]);
      }
    }
  }
}
