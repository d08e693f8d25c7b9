package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Scratch;

/// What is known of the row at hand: maximum and sum, each first as one number per lane.
///
/// The lanes lie in memory between loops, so that the loops may run over any pieces of the row.
final class SoftmaxState {
  private static final long VECTOR_BYTES = 64;

  /// Maximum, sum and correction of the sum, each of every lane.
  private final Scratch scratch = new Scratch(3 * VECTOR_BYTES);

  private double max;
  private double sum;

  /// A new row.
  void start() {
    for (int lane = 0; lane < Lanes.DOUBLE_LANES; lane++) {
      Elements.putDouble(maxima(), lane, Double.NEGATIVE_INFINITY);
      Elements.putDouble(sums(), lane, 0);
      Elements.putDouble(corrections(), lane, 0);
    }
  }

  /// First pass.
  void max(long source, long target, int n) {
    SoftmaxLoops.max(source, n, maxima());
  }

  /// After the first pass.
  void fixMax() {
    max = Double.NEGATIVE_INFINITY;
    for (int lane = 0; lane < Lanes.DOUBLE_LANES; lane++) {
      max = Math.max(max, Elements.getDouble(maxima(), lane));
    }
  }

  /// Second pass.
  void exp(long source, long target, int n) {
    SoftmaxLoops.exp(new SoftmaxLoops.Span(source, target, n), max, sums(), corrections());
  }

  /// After the second pass: the lanes added up with the same compensation.
  void fixSum() {
    double total = 0;
    double correction = 0;
    for (int lane = 0; lane < Lanes.DOUBLE_LANES; lane++) {
      double term = Elements.getDouble(sums(), lane);
      double next = total + term;
      double part = next - total;
      correction += (total - (next - part)) + (term - part);
      correction += Elements.getDouble(corrections(), lane);
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
    return scratch.address() + VECTOR_BYTES;
  }

  private long corrections() {
    return scratch.address() + 2 * VECTOR_BYTES;
  }
}
