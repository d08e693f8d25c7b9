package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Counts of the elements that are NaN or infinite, in plane 0; exact up to 2^53.
final class NonFiniteAccumulators extends Accumulators {
  static final int COUNT = 0;

  private static final int PLANES = 1;
  private static final MemorySegment ALL = Memory.ALL;
  private static final DoubleVector ONE = DoubleVector.broadcast(DOUBLES, 1.0);
  private static final DoubleVector ZERO = DoubleVector.zero(DOUBLES);
  private static final DoubleVector LARGEST = DoubleVector.broadcast(DOUBLES, Double.MAX_VALUE);

  NonFiniteAccumulators(boolean vectors) {
    super(PLANES, vectors);
  }

  @Override
  void clearPlanes(int width) {
    fill(COUNT, width, 0.0);
  }

  @Override
  void scalarRow(long row, int first, int limit) {
    for (int c = first; c < limit; c++) {
      if (!Double.isFinite(Elements.getDouble(row, c))) {
        set(COUNT, c, get(COUNT, c) + 1.0);
      }
    }
  }

  @Override
  void vectorRow(long row, int width) {
    one(row, width, base);
  }

  @Override
  void fourVectorRows(long row, long strideBytes, int width) {
    four(row, strideBytes, width, base);
  }

  @Override
  void vectorRun(long data, int rows) {
    run(data, rows, base);
  }

  private static void one(long row, int width, long count) {
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long q = count + (long) c * Double.BYTES;
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, row + (long) c * Double.BYTES, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER)
          .add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)))
          .intoMemorySegment(ALL, q, ORDER);
    }
  }

  private static void four(long row, long stride, int width, long count) {
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long p = row + (long) c * Double.BYTES;
      long q = count + (long) c * Double.BYTES;
      var n = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
      n = n.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + stride, ORDER);
      n = n.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 2 * stride, ORDER);
      n = n.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 3 * stride, ORDER);
      n = n.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      n.intoMemorySegment(ALL, q, ORDER);
    }
  }

  /// Only for vectors of a quarter of [#RUN_WIDTH].
  private static void run(long data, int rows, long count) {
    var n0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, count, ORDER);
    var n1 = DoubleVector.fromMemorySegment(DOUBLES, ALL, count + 32, ORDER);
    var n2 = DoubleVector.fromMemorySegment(DOUBLES, ALL, count + 64, ORDER);
    var n3 = DoubleVector.fromMemorySegment(DOUBLES, ALL, count + 96, ORDER);
    for (int row = 0; row < rows; row++) {
      long p = data + row * RUN_ROW_BYTES;
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
      n0 = n0.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 32, ORDER);
      n1 = n1.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 64, ORDER);
      n2 = n2.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 96, ORDER);
      n3 = n3.add(ONE.blend(ZERO, x.abs().compare(VectorOperators.LE, LARGEST)));
    }
    n0.intoMemorySegment(ALL, count, ORDER);
    n1.intoMemorySegment(ALL, count + 32, ORDER);
    n2.intoMemorySegment(ALL, count + 64, ORDER);
    n3.intoMemorySegment(ALL, count + 96, ORDER);
  }
}
