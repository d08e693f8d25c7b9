package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Sine and cosine of one vector of angles up to [#LIMIT]; larger ones are left to [HugeAngles].
///
/// `x = n π/2 + r`, where r is a sum of two numbers: π/2 is taken to 160 bits, and the first
/// product is exact, so that r is right to the last bit however near x is to a multiple of π/2.
/// Then sine and cosine of r by polynomials (own minimax fits to 2^-58), one of which is chosen by
/// n. Within 0.8 units in the last place.
public final class Sinusoid {
  /// Angles as large as this one, and larger, are not for these functions.
  public static final double LIMIT = 0x1p30;

  private static final DoubleVector TWO_OVER_PI = constant(0x1.45f306dc9c883p-1);
  private static final DoubleVector ROUNDER = constant(0x1.8p52);
  private static final DoubleVector MINUS_P1 = constant(-SinusoidTerms.P1);
  private static final DoubleVector P2 = constant(SinusoidTerms.P2);
  private static final DoubleVector MINUS_P3 = constant(-SinusoidTerms.P3);

  /// The sine is its argument up to it.
  private static final DoubleVector TINY = constant(0x1p-30);

  private static final LongVector NO_QUARTER = LongVector.zero(WideLanes.LONGS);
  private static final LongVector A_QUARTER = LongVector.broadcast(WideLanes.LONGS, 1);

  private static final DoubleVector S0 = constant(SinusoidTerms.S0);
  private static final DoubleVector S1 = constant(SinusoidTerms.S1);
  private static final DoubleVector S2 = constant(SinusoidTerms.S2);
  private static final DoubleVector S3 = constant(SinusoidTerms.S3);
  private static final DoubleVector S4 = constant(SinusoidTerms.S4);
  private static final DoubleVector S5 = constant(SinusoidTerms.S5);

  private static final DoubleVector C0 = constant(SinusoidTerms.C0);
  private static final DoubleVector C1 = constant(SinusoidTerms.C1);
  private static final DoubleVector C2 = constant(SinusoidTerms.C2);
  private static final DoubleVector C3 = constant(SinusoidTerms.C3);
  private static final DoubleVector C4 = constant(SinusoidTerms.C4);
  private static final DoubleVector C5 = constant(SinusoidTerms.C5);

  private static final DoubleVector ONE = constant(1.0);
  private static final DoubleVector HALF = constant(0.5);

  private Sinusoid() {}

  /// sin x.
  public static DoubleVector sin(DoubleVector x) {
    return x.blend(wave(x, NO_QUARTER), x.abs().compare(VectorOperators.GT, TINY));
  }

  /// cos x.
  public static DoubleVector cos(DoubleVector x) {
    return wave(x, A_QUARTER);
  }

  /// sin(x + quarters π/2).
  private static DoubleVector wave(DoubleVector x, LongVector quarters) {
    DoubleVector t = x.fma(TWO_OVER_PI, ROUNDER);
    DoubleVector n = t.sub(ROUNDER);
    DoubleVector first = n.fma(MINUS_P1, x); // exact
    DoubleVector second = n.mul(P2);
    DoubleVector r = first.sub(second);
    DoubleVector low = n.fma(MINUS_P3, first.sub(r).sub(second).sub(n.fma(P2, second.neg())));
    DoubleVector sine = sineOf(r, low);
    DoubleVector cosine = cosineOf(r, low);
    LongVector quadrant = t.reinterpretAsLongs().add(quarters);
    VectorMask<Double> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(WideLanes.DOUBLES);
    LongVector sign = quadrant.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 63);
    return sine.blend(cosine, odd)
        .reinterpretAsLongs()
        .lanewise(VectorOperators.XOR, sign)
        .reinterpretAsDoubles();
  }

  /// sin(r + low).
  private static DoubleVector sineOf(DoubleVector r, DoubleVector low) {
    DoubleVector z = r.mul(r);
    DoubleVector w = z.mul(z);
    DoubleVector s = z.fma(S5, S4).fma(w, z.fma(S3, S2)).fma(w, z.fma(S1, S0));
    DoubleVector slope = z.mul(HALF).neg().fma(low, low); // low cos r
    return z.mul(r).fma(s, slope).add(r);
  }

  /// cos(r + low).
  private static DoubleVector cosineOf(DoubleVector r, DoubleVector low) {
    DoubleVector z = r.mul(r);
    DoubleVector w = z.mul(z);
    DoubleVector c = z.fma(C5, C4).fma(w, z.fma(C3, C2)).fma(w, z.fma(C1, C0));
    DoubleVector half = z.mul(HALF);
    DoubleVector high = ONE.sub(half);
    DoubleVector rest = ONE.sub(high).sub(half);
    return w.fma(c, r.neg().fma(low, rest)).add(high);
  }
}
