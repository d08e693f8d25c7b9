package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Runs a float64 loop over one row of any length and type, from its first element to its last.
///
/// Elements of another type are converted block by block. The elements after the last whole group
/// go through the same loop in a padded group.
final class RowPasses {
  /// A loop over whole groups.
  interface Pass {
    /// Computes n elements, a multiple of [#GROUP].
    ///
    /// @param source address of n float64
    /// @param target address of n float64; may be the source; not written by a pass that only reads
    void run(long source, long target, int n);
  }

  /// Elements that a pass takes at a time, whatever the width of a vector: as many as the widest
  /// vector has lanes.
  static final int GROUP = 8;

  private static final int BLOCK_ELEMENTS = 1024;
  private static final int CHUNK_ELEMENTS_MAX = 1 << 28;

  private static final long PAD_BYTES = GROUP * (long) Double.BYTES;

  private final DType outputType;
  private final double padding;

  /// The pad, then a block.
  private final Scratch scratch = new Scratch(PAD_BYTES + BLOCK_ELEMENTS * (long) Double.BYTES);

  /// @param padding a value that changes no result, behind the elements of the last group
  RowPasses(DType outputType, double padding) {
    this.outputType = outputType;
    this.padding = padding;
  }

  /// Runs a pass that only reads.
  void read(Pass pass, DType type, long source, long cols) {
    int step = type == DType.FLOAT64 ? CHUNK_ELEMENTS_MAX : BLOCK_ELEMENTS;
    for (long done = 0; done < cols; done += step) {
      int length = (int) Math.min(step, cols - done);
      run(pass, operand(type, source, done, length), pad(), length);
    }
  }

  /// Runs a pass that writes a row of the output type, which may be the source itself.
  void map(Pass pass, DType type, long source, long target, long cols) {
    boolean direct = type == DType.FLOAT64 && outputType == DType.FLOAT64;
    int step = direct ? CHUNK_ELEMENTS_MAX : BLOCK_ELEMENTS;
    for (long done = 0; done < cols; done += step) {
      int length = (int) Math.min(step, cols - done);
      long x = operand(type, source, done, length);
      long y = target + done * outputType.bytes();
      if (outputType == DType.FLOAT64) {
        run(pass, x, y, length);
      } else {
        run(pass, x, block(), length);
        Conversion.toFloats(block(), y, length);
      }
    }
  }

  private long operand(DType type, long source, long done, int length) {
    long x = source + done * type.bytes();
    if (type == DType.FLOAT64) {
      return x;
    }
    Conversion.toDoubles(type, x, block(), length);
    return block();
  }

  /// A target that is the pad belongs to a pass that only reads.
  private void run(Pass pass, long source, long target, int length) {
    int whole = length & -GROUP;
    pass.run(source, target, whole);
    long rest = (length - whole) * (long) Double.BYTES;
    if (rest > 0) {
      long done = whole * (long) Double.BYTES;
      for (int i = 0; i < GROUP; i++) {
        Elements.putDouble(pad(), i, padding);
      }
      MemorySegment.copy(Memory.ALL, source + done, Memory.ALL, pad(), rest);
      pass.run(pad(), pad(), GROUP);
      if (target != pad()) {
        MemorySegment.copy(Memory.ALL, pad(), Memory.ALL, target + done, rest);
      }
    }
  }

  private long pad() {
    return scratch.address();
  }

  private long block() {
    return scratch.address() + PAD_BYTES;
  }
}
