package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import io.phalanx.shared.kernel.Memory;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The loop of the Gaussian error linear unit `x Φ(x)`, with Φ the distribution function of the
/// normal distribution: the exact form, not the one with tanh. Within 2.4 units in the last place.
///
/// With `t = |x|` it is -w left of zero and `x - w` right of it, where `w = t Φ(-t)`. Far left Φ is
/// tiny and all of its digits are wanted, so w is computed as a product: `q = t / (t + 4)` by `N =
/// (t + 4) Φ(-t) e^(t²/2)`, which falls gently from 2 to 0.4 (see [NormalTail]), by `e^(-t²/2) =
/// 2^n (1 + p)`. What q, v, N and their product were rounded by is kept. t² has twice the digits of
/// a float64, and an exponent as large as 745 needs them: what it was rounded by joins the
/// remainder of the reduction by ln 2.
///
/// A loop of its own rather than a lane function: the compiler inlines no methods of ours once a
/// loop is some fifty operations long, so that what is called is called early, and the rest stands
/// in the loop itself.
public final class Gelu {
  /// |x| above which w is 0; 2^(n + 128) is still a normal number there.
  private static final DoubleVector FAR = constant(39.5);

  /// |x| below which the result is x / 2, subnormal numbers included.
  private static final DoubleVector TINY = constant(0x1p-60);

  private static final DoubleVector MINUS_LOWERING = constant(-0x1p-128);
  private static final DoubleVector ZERO = constant(0.0);
  private static final DoubleVector ONE = constant(1.0);
  private static final DoubleVector HALF = constant(0.5);
  private static final DoubleVector MINUS_HALF = constant(-0.5);
  private static final DoubleVector FOUR = constant(4.0);

  private Gelu() {}

  /// Computes whole vectors.
  ///
  /// @param first address of the input
  /// @param second not read
  /// @param target address of the output; may be that of the input
  /// @param n number of elements, a multiple of the lanes of a vector, at most 2^28
  /// @param a not read
  /// @param b not read
  public static void run(long first, long second, long target, int n, double a, double b) {
    int limit = Math.min(n, 1 << 28);
    for (int i = 0; i < limit; i += WideLanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      DoubleVector x =
          DoubleVector.fromMemorySegment(
              WideLanes.DOUBLES, Memory.ALL, first + offset, WideLanes.ORDER);
      DoubleVector magnitude = x.abs();
      DoubleVector t = magnitude.blend(FAR, magnitude.compare(VectorOperators.GT, FAR));
      DoubleVector exponent = t.mul(t).mul(MINUS_HALF);
      DoubleVector rounded = PowersOfTwo.nearest(exponent, PowersOfTwo.RAISED);
      DoubleVector scale = PowersOfTwo.of(rounded);
      DoubleVector p = power(t, exponent, rounded.sub(PowersOfTwo.RAISED));

      DoubleVector d = t.add(FOUR);
      DoubleVector inverse = ONE.div(d);
      DoubleVector q = t.mul(inverse);
      DoubleVector v = q.sub(HALF);
      DoubleVector bend = NormalTail.bend(v);
      DoubleVector rest = q.neg().fma(t.sub(d.sub(FOUR)), q.neg().fma(d, t));
      DoubleVector qLow = rest.mul(inverse);
      DoubleVector vLow = q.sub(v.add(HALF)).add(qLow);

      DoubleVector line = NormalTail.C1.fma(v, NormalTail.C0);
      DoubleVector lineLow = NormalTail.C1.fma(v, NormalTail.C0.sub(line));
      DoubleVector square = v.mul(v);
      DoubleVector s = bend.fma(square, line);
      DoubleVector sLow = bend.fma(square, line.sub(s)).add(lineLow);
      DoubleVector product = q.mul(s);
      DoubleVector low = q.fma(sLow, q.fma(s, product.neg()));
      DoubleVector tilt = v.fma(NormalTail.TILT1, NormalTail.TILT0).mul(vLow);
      low = tilt.fma(product, qLow.fma(s, low));

      DoubleVector y = x.blend(ZERO, x.compare(VectorOperators.LT, ZERO));
      y = scale.fma(product.mul(MINUS_LOWERING), y);
      y = scale.fma(p.fma(product, low).mul(MINUS_LOWERING), y);
      y.blend(x.mul(HALF), magnitude.compare(VectorOperators.LT, TINY))
          .intoMemorySegment(Memory.ALL, target + offset, WideLanes.ORDER);
    }
  }

  /// `p = e^(-t²/2 - n ln 2) - 1`.
  private static DoubleVector power(DoubleVector t, DoubleVector exponent, DoubleVector n) {
    DoubleVector rest = t.mul(MINUS_HALF).fma(t, exponent.neg());
    DoubleVector high = n.fma(PowersOfTwo.MINUS_LN2_HIGH, exponent); // exact
    DoubleVector correction = n.fma(PowersOfTwo.MINUS_LN2_LOW, rest);
    DoubleVector r = high.add(correction);
    return Exponential.series(r, correction.sub(r.sub(high)));
  }
}
