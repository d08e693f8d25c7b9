package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Smallest keys, in plane 0, and the first row where each stands, in plane 1; the key of x is x
/// for a minimum and -x for a maximum.
///
/// As NumPy's argmin: the first NaN wins over everything, zeros of both signs are equal.
final class ArgAccumulators extends Accumulators {
  static final int KEY = 0;

  /// Row numbers, exact up to 2^53.
  static final int ROW = 1;

  /// 1 or -1, what makes a key of an element.
  private static final int SIGN = 2;

  private static final int PLANES = 3;
  private static final MemorySegment ALL = Memory.ALL;

  private final double sign;

  /// @param sign 1 for a minimum, -1 for a maximum
  ArgAccumulators(double sign, boolean vectors) {
    super(PLANES, vectors);
    this.sign = sign;
    fill(SIGN, RUN_WIDTH, sign);
  }

  /// Row 0 is right for a column of nothing but the largest key.
  @Override
  void clearPlanes(int width) {
    fill(KEY, width, Double.POSITIVE_INFINITY);
    fill(ROW, width, 0.0);
  }

  @Override
  void scalarRow(long row, int first, int limit) {
    for (int c = first; c < limit; c++) {
      double x = sign * Elements.getDouble(row, c);
      double key = get(KEY, c);
      if (x < key || (Double.isNaN(x) && !Double.isNaN(key))) {
        set(KEY, c, x);
        set(ROW, c, (double) rowNumber);
      }
    }
  }

  @Override
  void vectorRow(long row, int width) {
    one(row, width, base, rowNumber);
  }

  @Override
  void fourVectorRows(long row, long strideBytes, int width) {
    for (int i = 0; i < 4; i++) {
      one(row + i * strideBytes, width, base, rowNumber + i);
    }
  }

  private static void one(long row, int width, long key, long rowNumber) {
    var sign = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + 2 * PLANE_BYTES, ORDER);
    var number = DoubleVector.broadcast(DOUBLES, (double) rowNumber);
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long q = key + (long) c * Double.BYTES;
      var x =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, row + (long) c * Double.BYTES, ORDER)
              .mul(sign);
      var k = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var better = k.compare(VectorOperators.LE, x).not().and(k.compare(VectorOperators.EQ, k));
      k.blend(x, better).intoMemorySegment(ALL, q, ORDER);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, q + PLANE_BYTES, ORDER)
          .blend(number, better)
          .intoMemorySegment(ALL, q + PLANE_BYTES, ORDER);
    }
  }
}
