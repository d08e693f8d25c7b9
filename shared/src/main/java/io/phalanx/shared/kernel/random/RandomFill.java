package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Random numbers, each of which depends on seed, row and column alone.
final class RandomFill implements Fill {
  private final Philox philox;
  private final Draw draw;
  private final DType type;

  RandomFill(long seed, Draw draw, DType type) {
    philox = new Philox(seed);
    this.draw = draw;
    this.type = type;
  }

  @Override
  public void fill(MemorySegment output, long first, long cols) {
    long n = Fills.check(output, type, first, cols);
    long done = 0;
    while (done < n) {
      long index = first + done;
      long col = index % cols;
      long length = Math.min(cols - col, n - done);
      MemorySegment part = output.asSlice(done * type.bytes(), length * type.bytes());
      fillRow(part, index / cols, col);
      done += length;
    }
  }

  /// Fills elements of one row from a column on.
  private void fillRow(MemorySegment part, long row, long firstCol) {
    long limitCol = firstCol + part.byteSize() / type.bytes();
    long col = firstCol;
    while (col < limitCol) {
      long block = col / Philox.WORDS;
      philox.generate(row, block);
      long limit = Math.min((block + 1) * Philox.WORDS, limitCol);
      for (; col < limit; col++) {
        Elements.put(part, type, col - firstCol, draw.of(philox.word(col)));
      }
    }
  }
}
