package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Smallest keys, in plane 0, where the key of x is x for a minimum and -x for a maximum.
///
/// As `Math.min`: NaN wins over everything, and -0.0 is below 0.0. Rows use the vector instruction
/// for that. It is several machine instructions long, so a run takes a bare comparison instead,
/// which passes over NaN and the sign of zero, and looks again in the rare case that these matter.
final class ExtremeAccumulators extends Accumulators {
  static final int KEY = 0;

  /// 1 or -1, what makes a key of an element.
  private static final int SIGN = 1;

  /// Some sums of elements in the run: NaN if one of them is.
  private static final int CHECK = 2;

  private static final int PLANES = 3;
  private static final MemorySegment ALL = Memory.ALL;

  private final double sign;

  /// @param sign 1 for a minimum, -1 for a maximum
  ExtremeAccumulators(double sign, boolean vectors) {
    super(PLANES, vectors);
    this.sign = sign;
    fill(SIGN, RUN_WIDTH, sign);
  }

  @Override
  void clearPlanes(int width) {
    fill(KEY, width, Double.POSITIVE_INFINITY);
  }

  @Override
  void scalarRow(long row, int first, int limit) {
    for (int c = first; c < limit; c++) {
      set(KEY, c, Math.min(get(KEY, c), sign * Elements.getDouble(row, c)));
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
    int count = rows * RUN_WIDTH;
    if (Double.isNaN(get(CHECK, 0) + get(CHECK, 1) + get(CHECK, 2) + get(CHECK, 3))
        && containsNaN(data, count)) {
      set(KEY, 0, Double.NaN);
    }
    double smallest = smallest(0, RUN_WIDTH, 1);
    if (smallest == 0.0
        && Double.doubleToRawLongBits(smallest) == 0L
        && containsBits(data, rows, Double.doubleToRawLongBits(sign * -0.0))) {
      set(KEY, 0, -0.0);
    }
  }

  /// The smallest key of the accumulators first, first + step and so on.
  double smallest(int first, int limit, int step) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int c = first; c < limit; c += step) {
      smallest = Math.min(smallest, get(KEY, c));
    }
    return smallest;
  }

  private static boolean containsNaN(long data, int count) {
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(Elements.getDouble(data, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsBits(long data, int rows, long bits) {
    for (int row = 0; row < rows; row++) {
      long p = data + row * RUN_ROW_BYTES;
      var m0 =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER)
              .reinterpretAsLongs()
              .compare(VectorOperators.EQ, bits);
      var m1 =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 32, ORDER)
              .reinterpretAsLongs()
              .compare(VectorOperators.EQ, bits);
      var m2 =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 64, ORDER)
              .reinterpretAsLongs()
              .compare(VectorOperators.EQ, bits);
      var m3 =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 96, ORDER)
              .reinterpretAsLongs()
              .compare(VectorOperators.EQ, bits);
      if (m0.or(m1).or(m2.or(m3)).anyTrue()) {
        return true;
      }
    }
    return false;
  }

  private static void one(long row, int width, long key) {
    var sign = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + PLANE_BYTES, ORDER);
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long q = key + (long) c * Double.BYTES;
      var x =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, row + (long) c * Double.BYTES, ORDER)
              .mul(sign);
      DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER)
          .min(x)
          .intoMemorySegment(ALL, q, ORDER);
    }
  }

  private static void four(long row, long stride, int width, long key) {
    var sign = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + PLANE_BYTES, ORDER);
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long p = row + (long) c * Double.BYTES;
      long q = key + (long) c * Double.BYTES;
      var a =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER)
              .mul(sign)
              .min(DoubleVector.fromMemorySegment(DOUBLES, ALL, p + stride, ORDER).mul(sign));
      var b =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 2 * stride, ORDER)
              .mul(sign)
              .min(DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 3 * stride, ORDER).mul(sign));
      DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER)
          .min(a.min(b))
          .intoMemorySegment(ALL, q, ORDER);
    }
  }

  /// Only for vectors of a quarter of [#RUN_WIDTH]; leaves NaN and signs of zero to the caller.
  ///
  /// The compiler does not unroll a loop that ends by `!=`. Unrolled eight times, this one loads
  /// the rows of 1 KiB in an order of the compiler's own, which memory delivers a quarter slower.
  private static void run(long data, int rows, long key) {
    var sign = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + PLANE_BYTES, ORDER);
    var k0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, key, ORDER);
    var k1 = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + 32, ORDER);
    var k2 = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + 64, ORDER);
    var k3 = DoubleVector.fromMemorySegment(DOUBLES, ALL, key + 96, ORDER);
    var t0 = DoubleVector.zero(DOUBLES);
    var t1 = DoubleVector.zero(DOUBLES);
    var t2 = DoubleVector.zero(DOUBLES);
    var t3 = DoubleVector.zero(DOUBLES);
    long end = data + rows * RUN_ROW_BYTES;
    for (long p = data; p != end; p += RUN_ROW_BYTES) {
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER).mul(sign);
      k0 = k0.blend(x, x.compare(VectorOperators.LT, k0));
      t0 = t0.add(x);
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 32, ORDER).mul(sign);
      k1 = k1.blend(x, x.compare(VectorOperators.LT, k1));
      t1 = t1.add(x);
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 64, ORDER).mul(sign);
      k2 = k2.blend(x, x.compare(VectorOperators.LT, k2));
      t2 = t2.add(x);
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 96, ORDER).mul(sign);
      k3 = k3.blend(x, x.compare(VectorOperators.LT, k3));
      t3 = t3.add(x);
    }
    k0.intoMemorySegment(ALL, key, ORDER);
    k1.intoMemorySegment(ALL, key + 32, ORDER);
    k2.intoMemorySegment(ALL, key + 64, ORDER);
    k3.intoMemorySegment(ALL, key + 96, ORDER);
    t0.add(t1).add(t2.add(t3)).intoMemorySegment(ALL, key + 2 * PLANE_BYTES, ORDER);
  }
}
