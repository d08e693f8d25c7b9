package io.phalanx.shared.kernel.linear;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Transpose by square blocks that are turned on their way through a buffer in first-level cache.
///
/// Both matrices are touched in whole pieces of rows only: a column of a matrix whose rows are a
/// power of two apart would fall on few cache sets and throw its own lines out.
final class BlockedTranspose implements Transpose {
  /// Rows and columns of a block: some cache lines wide, the buffer a quarter of the cache.
  private static final int SIDE_BYTES_MAX = 256;

  private static final int SIDE_MAX = 64;

  /// Added to the rows of the buffer, so that its columns fall on many cache sets.
  private static final int PADDING_BYTES = 8;

  private static final MemorySegment ALL = Memory.ALL;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(Lanes.ORDER);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(Lanes.ORDER);

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, Lanes.DOUBLES.vectorShape());

  private final DType type;
  private final int bytes;
  private final int side;
  private final long strideBytes;
  private final Scratch buffer;

  BlockedTranspose(DType type) {
    this.type = type;
    bytes = type.bytes();
    side = Math.min(SIDE_MAX, SIDE_BYTES_MAX / bytes);
    strideBytes = (long) side * bytes + PADDING_BYTES;
    buffer = new Scratch(side * strideBytes);
  }

  @Override
  public void transpose(Grid input, long firstRow, Grid output) {
    TransposeShapes.check(input, firstRow, output, type);
    long source = Memory.addressOf(input.memory()) + firstRow * bytes;
    long target = Memory.outputAddressOf(output.memory());
    long sourceStride = input.cols() * bytes;
    long targetStride = output.cols() * bytes;
    try {
      for (long j = 0; j < output.rows(); j += side) {
        int cols = (int) Math.min(side, output.rows() - j);
        for (long i = 0; i < input.rows(); i += side) {
          int rows = (int) Math.min(side, input.rows() - i);
          takeBlock(source + i * sourceStride + j * bytes, sourceStride, rows, cols);
          putBlock(target + j * targetStride + i * bytes, targetStride, cols, rows);
        }
      }
    } finally {
      Reference.reachabilityFence(this); // owns the buffer
    }
  }

  /// Writes rows of the input as columns of the buffer.
  private void takeBlock(long source, long sourceStride, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      long row = source + i * sourceStride;
      long column = buffer.address() + (long) i * bytes;
      switch (bytes) {
        case Long.BYTES -> spreadLongs(row, cols, column, strideBytes);
        case Integer.BYTES -> spreadInts(row, cols, column, strideBytes);
        default -> spreadBytes(row, cols, column, strideBytes);
      }
    }
  }

  private void putBlock(long target, long targetStride, int rows, int cols) {
    int width = cols * bytes;
    for (int j = 0; j < rows; j++) {
      copy(buffer.address() + j * strideBytes, target + j * targetStride, width);
    }
  }

  private static void spreadLongs(long source, int count, long target, long stride) {
    for (int j = 0; j < count; j++) {
      ALL.set(LONG, target + j * stride, ALL.get(LONG, source + (long) j * Long.BYTES));
    }
  }

  private static void spreadInts(long source, int count, long target, long stride) {
    for (int j = 0; j < count; j++) {
      ALL.set(INT, target + j * stride, ALL.get(INT, source + (long) j * Integer.BYTES));
    }
  }

  private static void spreadBytes(long source, int count, long target, long stride) {
    for (int j = 0; j < count; j++) {
      ALL.set(JAVA_BYTE, target + j * stride, ALL.get(JAVA_BYTE, source + j));
    }
  }

  private static void copy(long source, long target, int lengthBytes) {
    int whole = BYTES.loopBound(lengthBytes);
    for (int i = 0; i < whole; i += BYTES.length()) {
      ByteVector.fromMemorySegment(BYTES, ALL, source + i, Lanes.ORDER)
          .intoMemorySegment(ALL, target + i, Lanes.ORDER);
    }
    for (int i = whole; i < lengthBytes; i++) {
      ALL.set(JAVA_BYTE, target + i, ALL.get(JAVA_BYTE, source + i));
    }
  }
}
