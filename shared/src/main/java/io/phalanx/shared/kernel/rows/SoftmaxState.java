package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;

/// What is known of the row at hand: maximum and sum, each first as eight numbers, one for each
/// place in a group, so that the sum has the same bits whatever the width of a vector.
///
/// The numbers lie in memory between loops, so that the loops may run over any pieces of the row.
final class SoftmaxState {
  /// Elements in a block that stays in the first-level cache for all rounds of the exponentials.
  private static final int BLOCK_ELEMENTS = 1024;

  private static final long GROUP_BYTES = RowPasses.GROUP * (long) Double.BYTES;

  /// Maximum, sum and correction of the sum, each of every place.
  private final Scratch scratch = new Scratch(3 * GROUP_BYTES);

  private double max;
  private double sum;

  /// A new row.
  void start() {
    for (int place = 0; place < RowPasses.GROUP; place++) {
      Elements.putDouble(maxima(), place, Double.NEGATIVE_INFINITY);
      Elements.putDouble(sums(), place, 0);
      Elements.putDouble(corrections(), place, 0);
    }
  }

  /// First pass.
  void max(long source, long target, int n) {
    SoftmaxLoops.max(source, n, maxima());
  }

  /// After the first pass.
  void fixMax() {
    max = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < RowPasses.GROUP; place++) {
      max = Math.max(max, Elements.getDouble(maxima(), place));
    }
  }

  /// Second pass.
  void exp(long source, long target, int n) {
    for (int done = 0; done < n; done += BLOCK_ELEMENTS) {
      long offset = (long) done * Double.BYTES;
      int length = Math.min(BLOCK_ELEMENTS, n - done);
      SoftmaxLoops.Span span = new SoftmaxLoops.Span(source + offset, target + offset, length);
      SoftmaxLoops.exp(span, max, sums(), corrections());
    }
  }

  /// After the second pass: the places added up with the same compensation.
  void fixSum() {
    double total = 0;
    double correction = 0;
    for (int place = 0; place < RowPasses.GROUP; place++) {
      double term = Elements.getDouble(sums(), place);
      double next = total + term;
      double part = next - total;
      correction += (total - (next - part)) + (term - part);
      correction += Elements.getDouble(corrections(), place);
      total = next;
    }
    sum = total + correction;
  }

  /// Third pass.
  void divide(long source, long target, int n) {
    SoftmaxLoops.divide(new SoftmaxLoops.Span(source, target, n), sum);
  }

  private long maxima() {
    return scratch.address();
  }

  private long sums() {
    return scratch.address() + GROUP_BYTES;
  }

  private long corrections() {
    return scratch.address() + 2 * GROUP_BYTES;
  }
}
