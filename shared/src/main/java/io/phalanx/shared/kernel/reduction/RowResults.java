package io.phalanx.shared.kernel.reduction;

import static io.phalanx.shared.kernel.vector.Lanes.DOUBLES;
import static io.phalanx.shared.kernel.vector.Lanes.DOUBLE_LANES;
import static io.phalanx.shared.kernel.vector.Lanes.ORDER;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The last step for many accumulators at once, each of which has met all elements of one result:
/// the same bits as [Outcome#finish] makes of that single partial.
///
/// The loops go over whole vectors, at addresses with room for the last one. Every NaN becomes the
/// canonical one. As in [DoubleDouble], the low part counts only where both are finite.
final class RowResults {
  private static final MemorySegment ALL = Memory.ALL;
  private static final DoubleVector ZERO = DoubleVector.zero(DOUBLES);
  private static final DoubleVector NAN = DoubleVector.broadcast(DOUBLES, Double.NaN);
  private static final DoubleVector LARGEST = DoubleVector.broadcast(DOUBLES, Double.MAX_VALUE);

  private RowResults() {}

  /// Writes the sums over the divisor.
  static void quotients(CompensatedAccumulators sums, int n, double divisor, long results) {
    quotients(sums.base, n, divisor, results);
  }

  private static void quotients(long high, int n, double divisor, long results) {
    for (int c = 0; c < n; c += DOUBLE_LANES) {
      long offset = (long) c * Double.BYTES;
      var h = load(high + offset);
      var l = load(high + Accumulators.PLANE_BYTES + offset);
      storeCanonical(h.add(low(h, l)).div(divisor), results + offset);
    }
  }

  /// Writes one plane, times a factor.
  static void products(Accumulators accumulators, int plane, int n, double factor, long results) {
    products(accumulators.base + plane * Accumulators.PLANE_BYTES, n, factor, results);
  }

  private static void products(long source, int n, double factor, long results) {
    for (int c = 0; c < n; c += DOUBLE_LANES) {
      long offset = (long) c * Double.BYTES;
      storeCanonical(load(source + offset).mul(factor), results + offset);
    }
  }

  /// Replaces results by their square roots.
  static void roots(int n, long results) {
    for (int c = 0; c < n; c += DOUBLE_LANES) {
      long offset = (long) c * Double.BYTES;
      store(load(results + offset).sqrt(), results + offset);
    }
  }

  /// True if there is a result below the least or above the most.
  static boolean isAnyOutside(double least, double most, int n, long results) {
    for (int i = 0; i < n; i++) {
      double y = Elements.getDouble(results, i);
      if (y < least || y > most) {
        return true;
      }
    }
    return false;
  }

  /// What [VarianceReduction] does with each column between its two passes.
  ///
  /// @param centres takes the means, rounded
  /// @param corrections takes what is to be subtracted from the sums of squares
  static void centres(
      CompensatedAccumulators sums, int n, double count, long centres, long corrections) {
    centres(sums.base, n, count, centres, corrections);
  }

  private static void centres(long high, int n, double count, long centres, long corrections) {
    for (int c = 0; c < n; c += DOUBLE_LANES) {
      long offset = (long) c * Double.BYTES;
      var h = load(high + offset);
      var l = low(h, load(high + Accumulators.PLANE_BYTES + offset));
      var mean = h.add(l).div(count);
      var rest = mean.neg().fma(DoubleVector.broadcast(DOUBLES, count), h).add(l);
      var correction = rest.mul(rest).div(count);
      store(mean, centres + offset);
      store(ZERO.blend(correction, isFinite(correction)), corrections + offset);
    }
  }

  /// Writes the sums of squares less their corrections, not below 0, over the divisor.
  static void variances(
      CompensatedAccumulators squares, int n, long corrections, double divisor, long results) {
    variances(squares.base, n, corrections, divisor, results);
  }

  private static void variances(long high, int n, long corrections, double divisor, long results) {
    for (int c = 0; c < n; c += DOUBLE_LANES) {
      long offset = (long) c * Double.BYTES;
      var h = load(high + offset);
      var x = load(corrections + offset).neg();
      var s = h.add(x);
      var b = s.sub(h);
      var l = load(high + Accumulators.PLANE_BYTES + offset).add(h.sub(s.sub(b)).add(x.sub(b)));
      var y = s.add(low(s, l));
      y = ZERO.blend(y, y.compare(VectorOperators.LE, ZERO).not()).div(divisor);
      storeCanonical(y, results + offset);
    }
  }

  /// The low part of a sum where both parts are finite, else 0.
  private static DoubleVector low(DoubleVector high, DoubleVector low) {
    return ZERO.blend(low, isFinite(high).and(isFinite(low)));
  }

  private static VectorMask<Double> isFinite(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, LARGEST);
  }

  private static void storeCanonical(DoubleVector y, long address) {
    store(y.blend(NAN, y.compare(VectorOperators.NE, y)), address);
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(DOUBLES, ALL, address, ORDER);
  }

  private static void store(DoubleVector vector, long address) {
    vector.intoMemorySegment(ALL, address, ORDER);
  }
}
