package io.phalanx.shared.kernel.rows;

import static io.phalanx.shared.kernel.vector.WideLanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.WideLanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.WideLanes.ORDER;
import static java.lang.invoke.MethodType.methodType;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Exponential;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The inner loops of [NarrowSoftmax] over n rows that lie side by side, at absolute addresses with
/// room for a last vector that is not full.
final class NarrowSoftmaxLoops {
  private static final DoubleVector LEAST =
      DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);

  private static final DoubleVector ZERO = DoubleVector.zero(DOUBLES);

  private NarrowSoftmaxLoops() {}

  /// Replaces the only element of every row: 1, or NaN where x - x is NaN.
  static void single(long elements, int n) {
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x = load(elements + offset);
      store(x.sub(x).add(1.0), elements + offset);
    }
  }

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

  /// [#exp] as a call that is never inlined where the handle is no constant.
  static MethodHandle isolatedExp() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              NarrowSoftmaxLoops.class,
              "exp",
              methodType(void.class, long.class, long.class, int.class, int.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no such loop", e);
    }
  }

  /// Replaces the elements of a turned block by `e^(x - max)`.
  static void exp(long block, long strideBytes, int rows, int cols, long max) {
    for (int j = 0; j < cols; j++) {
      long elements = block + j * strideBytes;
      for (int i = 0; i < rows; i += DOUBLE_LANES) {
        long offset = (long) i * Double.BYTES;
        DoubleVector x = load(elements + offset).sub(load(max + offset));
        store(Exponential.expOfNonPositive(x), elements + offset);
      }
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
