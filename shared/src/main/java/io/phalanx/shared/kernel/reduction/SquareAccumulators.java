package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;

/// Sums of the squares of the distances to a centre, which is in plane 2.
///
/// The square is rounded before it is added, which costs half a unit in the last place of a sum
/// that has no negative terms.
final class SquareAccumulators extends CompensatedAccumulators {
  /// What is subtracted from every element; belongs to the user and survives [#clear].
  static final int CENTRE = 2;

  private static final int PLANES = 3;
  private static final MemorySegment ALL = Memory.ALL;

  SquareAccumulators(boolean vectors) {
    super(PLANES, vectors);
  }

  @Override
  void scalarRow(long row, int first, int limit) {
    for (int c = first; c < limit; c++) {
      double distance = Elements.getDouble(row, c) - get(CENTRE, c);
      addScalar(c, distance * distance);
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

  private static void one(long row, int width, long high) {
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long q = high + (long) c * Double.BYTES;
      var m = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + 2 * PLANE_BYTES, ORDER);
      var h = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var l = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + PLANE_BYTES, ORDER);
      var d =
          DoubleVector.fromMemorySegment(DOUBLES, ALL, row + (long) c * Double.BYTES, ORDER).sub(m);
      var x = d.mul(d);
      var s = h.add(x);
      var b = s.sub(h);
      l.add(h.sub(s.sub(b)).add(x.sub(b))).intoMemorySegment(ALL, q + PLANE_BYTES, ORDER);
      s.intoMemorySegment(ALL, q, ORDER);
    }
  }

  private static void four(long row, long stride, int width, long high) {
    for (int c = 0; c < width; c += DOUBLE_LANES) {
      long p = row + (long) c * Double.BYTES;
      long q = high + (long) c * Double.BYTES;
      var m = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + 2 * PLANE_BYTES, ORDER);
      var h = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var l = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + PLANE_BYTES, ORDER);
      var d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER).sub(m);
      var x = d.mul(d);
      var s = h.add(x);
      var b = s.sub(h);
      l = l.add(h.sub(s.sub(b)).add(x.sub(b)));
      h = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + stride, ORDER).sub(m);
      x = d.mul(d);
      s = h.add(x);
      b = s.sub(h);
      l = l.add(h.sub(s.sub(b)).add(x.sub(b)));
      h = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 2 * stride, ORDER).sub(m);
      x = d.mul(d);
      s = h.add(x);
      b = s.sub(h);
      l = l.add(h.sub(s.sub(b)).add(x.sub(b)));
      h = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 3 * stride, ORDER).sub(m);
      x = d.mul(d);
      s = h.add(x);
      b = s.sub(h);
      l = l.add(h.sub(s.sub(b)).add(x.sub(b)));
      h = s;
      h.intoMemorySegment(ALL, q, ORDER);
      l.intoMemorySegment(ALL, q + PLANE_BYTES, ORDER);
    }
  }

  /// Only for vectors of a quarter of [#RUN_WIDTH], and one centre for all sixteen sums.
  private static void run(long data, int rows, long high) {
    long low = high + PLANE_BYTES;
    var m = DoubleVector.fromMemorySegment(DOUBLES, ALL, high + 2 * PLANE_BYTES, ORDER);
    var h0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, high, ORDER);
    var h1 = DoubleVector.fromMemorySegment(DOUBLES, ALL, high + 32, ORDER);
    var h2 = DoubleVector.fromMemorySegment(DOUBLES, ALL, high + 64, ORDER);
    var h3 = DoubleVector.fromMemorySegment(DOUBLES, ALL, high + 96, ORDER);
    var l0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, low, ORDER);
    var l1 = DoubleVector.fromMemorySegment(DOUBLES, ALL, low + 32, ORDER);
    var l2 = DoubleVector.fromMemorySegment(DOUBLES, ALL, low + 64, ORDER);
    var l3 = DoubleVector.fromMemorySegment(DOUBLES, ALL, low + 96, ORDER);
    for (int row = 0; row < rows; row++) {
      long p = data + row * RUN_ROW_BYTES;
      var d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER).sub(m);
      var x = d.mul(d);
      var s = h0.add(x);
      var b = s.sub(h0);
      l0 = l0.add(h0.sub(s.sub(b)).add(x.sub(b)));
      h0 = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 32, ORDER).sub(m);
      x = d.mul(d);
      s = h1.add(x);
      b = s.sub(h1);
      l1 = l1.add(h1.sub(s.sub(b)).add(x.sub(b)));
      h1 = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 64, ORDER).sub(m);
      x = d.mul(d);
      s = h2.add(x);
      b = s.sub(h2);
      l2 = l2.add(h2.sub(s.sub(b)).add(x.sub(b)));
      h2 = s;
      d = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 96, ORDER).sub(m);
      x = d.mul(d);
      s = h3.add(x);
      b = s.sub(h3);
      l3 = l3.add(h3.sub(s.sub(b)).add(x.sub(b)));
      h3 = s;
    }
    h0.intoMemorySegment(ALL, high, ORDER);
    h1.intoMemorySegment(ALL, high + 32, ORDER);
    h2.intoMemorySegment(ALL, high + 64, ORDER);
    h3.intoMemorySegment(ALL, high + 96, ORDER);
    l0.intoMemorySegment(ALL, low, ORDER);
    l1.intoMemorySegment(ALL, low + 32, ORDER);
    l2.intoMemorySegment(ALL, low + 64, ORDER);
    l3.intoMemorySegment(ALL, low + 96, ORDER);
  }
}
