package io.phalanx.shared.kernel.linear;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// A tile of float64.
final class DoubleTile implements Tile {
  private static final MemorySegment ALL = Memory.ALL;
  private static final ValueLayout.OfDouble ELEMENT =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER);

  private static final long BYTES = Double.BYTES;
  private static final int COLS = VECTORS * DOUBLE_LANES;

  /// Distances of one and two vectors, one row of the tile, and one k of a panel of A, in bytes.
  private static final long V1 = DOUBLE_LANES * BYTES;

  private static final long V2 = 2 * V1;
  private static final long ROW = COLS * BYTES;
  private static final long STEP = ROWS * BYTES;

  private static final DoubleVector NAN = DoubleVector.broadcast(DOUBLES, Double.NaN);

  @Override
  public int cols() {
    return COLS;
  }

  @Override
  public int elementBytes() {
    return (int) BYTES;
  }

  @Override
  public void multiply(int depth, long a, long b, long tile) {
    run(depth, a, b, tile);
  }

  @Override
  public void copy(long from, long fromStrideBytes, long to, long toStrideBytes) {
    copyRows(from, fromStrideBytes, to, toStrideBytes);
  }

  @Override
  public void settle(long tile) {
    settleAll(tile);
  }

  @Override
  public void spread(long source, int count, long target, int step) {
    for (int i = 0; i < count; i++) {
      ALL.set(ELEMENT, target + (long) i * step * BYTES, ALL.get(ELEMENT, source + i * BYTES));
    }
  }

  @Override
  public void gather(long source, long strideBytes, int depth, long target) {
    gatherRows(source, strideBytes, depth, target);
  }

  private static void run(int depth, long a, long b, long tile) {
    var c00 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile, ORDER);
    var c01 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + V1, ORDER);
    var c02 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + V2, ORDER);
    var c10 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + ROW, ORDER);
    var c11 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + ROW + V1, ORDER);
    var c12 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + ROW + V2, ORDER);
    var c20 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 2 * ROW, ORDER);
    var c21 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 2 * ROW + V1, ORDER);
    var c22 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 2 * ROW + V2, ORDER);
    var c30 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 3 * ROW, ORDER);
    var c31 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 3 * ROW + V1, ORDER);
    var c32 = DoubleVector.fromMemorySegment(DOUBLES, ALL, tile + 3 * ROW + V2, ORDER);
    long p = a;
    long q = b;
    for (int k = 0; k < depth; k++) {
      var b0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var b1 = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + V1, ORDER);
      var b2 = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + V2, ORDER);
      var x = DoubleVector.broadcast(DOUBLES, ALL.get(ELEMENT, p));
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      x = DoubleVector.broadcast(DOUBLES, ALL.get(ELEMENT, p + BYTES));
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      x = DoubleVector.broadcast(DOUBLES, ALL.get(ELEMENT, p + 2 * BYTES));
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      x = DoubleVector.broadcast(DOUBLES, ALL.get(ELEMENT, p + 3 * BYTES));
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      p += STEP;
      q += ROW;
    }
    c00.intoMemorySegment(ALL, tile, ORDER);
    c01.intoMemorySegment(ALL, tile + V1, ORDER);
    c02.intoMemorySegment(ALL, tile + V2, ORDER);
    c10.intoMemorySegment(ALL, tile + ROW, ORDER);
    c11.intoMemorySegment(ALL, tile + ROW + V1, ORDER);
    c12.intoMemorySegment(ALL, tile + ROW + V2, ORDER);
    c20.intoMemorySegment(ALL, tile + 2 * ROW, ORDER);
    c21.intoMemorySegment(ALL, tile + 2 * ROW + V1, ORDER);
    c22.intoMemorySegment(ALL, tile + 2 * ROW + V2, ORDER);
    c30.intoMemorySegment(ALL, tile + 3 * ROW, ORDER);
    c31.intoMemorySegment(ALL, tile + 3 * ROW + V1, ORDER);
    c32.intoMemorySegment(ALL, tile + 3 * ROW + V2, ORDER);
  }

  private static void copyRows(long from, long fromStride, long to, long toStride) {
    for (int row = 0; row < ROWS; row++) {
      long p = from + row * fromStride;
      long q = to + row * toStride;
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER).intoMemorySegment(ALL, q, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p + V1, ORDER)
          .intoMemorySegment(ALL, q + V1, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p + V2, ORDER)
          .intoMemorySegment(ALL, q + V2, ORDER);
    }
  }

  private static void gatherRows(long source, long stride, int depth, long target) {
    long p = source;
    long q = target;
    for (int k = 0; k < depth; k++) {
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER).intoMemorySegment(ALL, q, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p + V1, ORDER)
          .intoMemorySegment(ALL, q + V1, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, p + V2, ORDER)
          .intoMemorySegment(ALL, q + V2, ORDER);
      p += stride;
      q += ROW;
    }
  }

  private static void settleAll(long tile) {
    for (int i = 0; i < ROWS * COLS; i += DOUBLE_LANES) {
      long p = tile + i * BYTES;
      var c = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
      c.blend(NAN, c.compare(VectorOperators.NE, c)).intoMemorySegment(ALL, p, ORDER);
    }
  }
}
