package io.phalanx.shared.kernel.rows;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Exponential;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The inner loops of [NarrowSoftmax] over n rows that lie side by side, at absolute addresses with
/// room for a last vector that is not full.
final class NarrowSoftmaxLoops {
  private static final DoubleVector LEAST =
      DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);

  private static final DoubleVector ZERO = DoubleVector.zero(DOUBLES);

  private NarrowSoftmaxLoops() {}

  static void start(int n, long max, long sum, long correction) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      store(LEAST, max + offset);
      store(ZERO, sum + offset);
      store(ZERO, correction + offset);
    }
  }

  /// Raises the maximum of every row by an element. NaN is passed over: it shows in the sum.
  static void max(long elements, int n, long max) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x = load(elements + offset);
      DoubleVector m = load(max + offset);
      store(m.blend(x, x.compare(VectorOperators.GT, m)), max + offset);
    }
  }

  /// Replaces elements by `e^(x - max)`.
  ///
  /// Apart from [#add]: in one loop they are too much for the compiler to inline.
  static void exp(long elements, int n, long max) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x = load(elements + offset).sub(load(max + offset));
      store(Exponential.expOfNonPositive(x), elements + offset);
    }
  }

  /// Adds an element to the sum of every row, and what the addition rounds off (Knuth's TwoSum) to
  /// its correction.
  static void add(long elements, int n, long sum, long correction) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector e = load(elements + offset);
      DoubleVector s = load(sum + offset);
      DoubleVector next = s.add(e);
      DoubleVector part = next.sub(s);
      DoubleVector error = s.sub(next.sub(part)).add(e.sub(part));
      store(load(correction + offset).add(error), correction + offset);
      store(next, sum + offset);
    }
  }

  /// Adds the corrections to the sums.
  static void total(int n, long sum, long correction) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      store(load(sum + offset).add(load(correction + offset)), sum + offset);
    }
  }

  /// Divides elements by the sum of their row.
  static void divide(long elements, int n, long sum) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      store(load(elements + offset).div(load(sum + offset)), elements + offset);
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, address, ORDER);
  }

  private static void store(DoubleVector vector, long address) {
    vector.intoMemorySegment(Memory.ALL, address, ORDER);
  }
}
