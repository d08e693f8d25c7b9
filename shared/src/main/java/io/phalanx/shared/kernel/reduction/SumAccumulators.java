package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;

/// Sums of the elements.
final class SumAccumulators extends CompensatedAccumulators {
  private static final int PLANES = 2;
  private static final MemorySegment ALL = Memory.ALL;

  SumAccumulators(boolean vectors) {
    super(PLANES, vectors);
  }

  @Override
  void scalarRow(long row, int first, int limit) {
    for (int c = first; c < limit; c++) {
      addScalar(c, Elements.getDouble(row, c));
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
      long p = row + (long) c * Double.BYTES;
      long q = high + (long) c * Double.BYTES;
      var h = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var l = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + PLANE_BYTES, ORDER);
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
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
      var h0 = DoubleVector.fromMemorySegment(DOUBLES, ALL, q, ORDER);
      var l = DoubleVector.fromMemorySegment(DOUBLES, ALL, q + PLANE_BYTES, ORDER);
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
      var h1 = h0.add(x);
      var b = h1.sub(h0);
      l = l.add(h0.sub(h1.sub(b)).add(x.sub(b)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + stride, ORDER);
      var h2 = h1.add(x);
      b = h2.sub(h1);
      l = l.add(h1.sub(h2.sub(b)).add(x.sub(b)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 2 * stride, ORDER);
      var h3 = h2.add(x);
      b = h3.sub(h2);
      l = l.add(h2.sub(h3.sub(b)).add(x.sub(b)));
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 3 * stride, ORDER);
      var h4 = h3.add(x);
      b = h4.sub(h3);
      l = l.add(h3.sub(h4.sub(b)).add(x.sub(b)));
      h4.intoMemorySegment(ALL, q, ORDER);
      l.intoMemorySegment(ALL, q + PLANE_BYTES, ORDER);
    }
  }

  /// Only for vectors of a quarter of [#RUN_WIDTH]: all sixteen sums stay in registers.
  private static void run(long data, int rows, long high) {
    long low = high + PLANE_BYTES;
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
      var x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p, ORDER);
      var s = h0.add(x);
      var b = s.sub(h0);
      l0 = l0.add(h0.sub(s.sub(b)).add(x.sub(b)));
      h0 = s;
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 32, ORDER);
      s = h1.add(x);
      b = s.sub(h1);
      l1 = l1.add(h1.sub(s.sub(b)).add(x.sub(b)));
      h1 = s;
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 64, ORDER);
      s = h2.add(x);
      b = s.sub(h2);
      l2 = l2.add(h2.sub(s.sub(b)).add(x.sub(b)));
      h2 = s;
      x = DoubleVector.fromMemorySegment(DOUBLES, ALL, p + 96, ORDER);
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
