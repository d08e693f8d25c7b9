package io.phalanx.shared.kernel.vector;

import io.phalanx.shared.kernel.Memory;
import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Elements that a lane function is not made for, and what is computed of them instead.
///
/// @param limit magnitudes from it on are outliers; NaN is none
/// @param function computes an outlier, with the same bits on every machine
public record Outliers(double limit, DoubleUnaryOperator function) {
  /// True if x is one.
  public boolean has(double x) {
    return Math.abs(x) >= limit;
  }

  /// The result of an outlier.
  public double result(double x) {
    return function.applyAsDouble(x);
  }

  /// True if one of n float64 is an outlier.
  ///
  /// @param n a multiple of the lanes of a vector, at most 2^28
  public boolean among(long address, int n) {
    DoubleVector bound = DoubleVector.broadcast(Lanes.DOUBLES, limit);
    DoubleVector largest = DoubleVector.zero(Lanes.DOUBLES);
    int end = Math.min(n, 1 << 28);
    for (int i = 0; i < end; i += Lanes.DOUBLE_LANES) {
      DoubleVector x =
          DoubleVector.fromMemorySegment(
                  Lanes.DOUBLES, Memory.ALL, address + (long) i * Double.BYTES, Lanes.ORDER)
              .abs();
      largest = largest.blend(bound, x.compare(VectorOperators.GE, bound));
    }
    return largest.reduceLanes(VectorOperators.MAX) > 0;
  }
}
