package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Exponential;
import io.phalanx.shared.kernel.vector.Lanes;
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
    int pairs = n & -(2 * Lanes.DOUBLE_LANES);
    for (int i = 0; i < pairs; i += 2 * Lanes.DOUBLE_LANES) {
      long address = source + (long) i * Double.BYTES;
      even = larger(even, load(address));
      odd = larger(odd, load(address + Lanes.DOUBLES.vectorByteSize()));
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
  /// rounds off (Knuth's TwoSum) is added up too.
  static void exp(Span span, double max, long sums, long corrections) {
    DoubleVector shift = DoubleVector.broadcast(Lanes.DOUBLES, max);
    for (int i = 0; i < span.n; i += Lanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      long place = offset & (RowPasses.GROUP - 1) * (long) Double.BYTES;
      DoubleVector sum = load(sums + place);
      DoubleVector e = Exponential.expOfNonPositive(load(span.source + offset).sub(shift));
      store(e, span.target + offset);
      DoubleVector next = sum.add(e);
      DoubleVector part = next.sub(sum);
      DoubleVector off = sum.sub(next.sub(part)).add(e.sub(part));
      store(load(corrections + place).add(off), corrections + place);
      store(next, sums + place);
    }
  }

  /// Writes `x / sum`.
  static void divide(Span span, double sum) {
    DoubleVector divisor = DoubleVector.broadcast(Lanes.DOUBLES, sum);
    for (int i = 0; i < span.n; i += Lanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      store(load(span.source + offset).div(divisor), span.target + offset);
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(Lanes.DOUBLES, Memory.ALL, address, Lanes.ORDER);
  }

  private static void store(DoubleVector vector, long address) {
    vector.intoMemorySegment(Memory.ALL, address, Lanes.ORDER);
  }
}
