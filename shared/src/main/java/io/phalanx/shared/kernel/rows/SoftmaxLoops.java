package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Exponential;
import io.phalanx.shared.kernel.vector.WideLanes;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The inner loops of softmax over whole float64 vectors at absolute addresses.
final class SoftmaxLoops {
  /// n elements from source to target, which may be the same.
  record Span(long source, long target, int n) {}

  private SoftmaxLoops() {}

  /// Raises the maximum of every lane. NaN is passed over: it shows in the sum.
  static void max(long source, int n, long maxima) {
    DoubleVector even = load(maxima);
    DoubleVector odd = even;
    int pairs = n & -(2 * WideLanes.DOUBLE_LANES);
    for (int i = 0; i < pairs; i += 2 * WideLanes.DOUBLE_LANES) {
      long address = source + (long) i * Double.BYTES;
      even = larger(even, load(address));
      odd = larger(odd, load(address + WideLanes.DOUBLES.vectorByteSize()));
    }
    if (pairs < n) {
      even = larger(even, load(source + (long) pairs * Double.BYTES));
    }
    store(larger(even, odd), maxima);
  }

  private static DoubleVector larger(DoubleVector max, DoubleVector x) {
    return max.blend(x, x.compare(VectorOperators.GT, max));
  }

  /// Writes `e^(x - max)` and adds it to the sum of its place in the group. What each addition
  /// rounds off (Knuth's TwoSum) is added up too. Where a group is several vectors it takes as many
  /// rounds over the span, so that the sums of a round stay in registers.
  static void exp(Span span, double max, long sums, long corrections) {
    for (int place = 0; place < RowPasses.GROUP; place += WideLanes.DOUBLE_LANES) {
      long offset = (long) place * Double.BYTES;
      Span round = new Span(span.source + offset, span.target + offset, span.n - place);
      expOfPlaces(round, max, sums + offset, corrections + offset);
    }
  }

  private static void expOfPlaces(Span span, double max, long sums, long corrections) {
    DoubleVector shift = DoubleVector.broadcast(WideLanes.DOUBLES, max);
    DoubleVector sum = load(sums);
    DoubleVector correction = load(corrections);
    for (int i = 0; i < span.n; i += RowPasses.GROUP) {
      long offset = (long) i * Double.BYTES;
      DoubleVector e = Exponential.expOfNonPositive(load(span.source + offset).sub(shift));
      store(e, span.target + offset);
      DoubleVector next = sum.add(e);
      DoubleVector part = next.sub(sum);
      correction = correction.add(sum.sub(next.sub(part)).add(e.sub(part)));
      sum = next;
    }
    store(sum, sums);
    store(correction, corrections);
  }

  /// Writes `x / sum`.
  static void divide(Span span, double sum) {
    DoubleVector divisor = DoubleVector.broadcast(WideLanes.DOUBLES, sum);
    for (int i = 0; i < span.n; i += WideLanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      store(load(span.source + offset).div(divisor), span.target + offset);
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(WideLanes.DOUBLES, Memory.ALL, address, WideLanes.ORDER);
  }

  private static void store(DoubleVector vector, long address) {
    vector.intoMemorySegment(Memory.ALL, address, WideLanes.ORDER);
  }
}
