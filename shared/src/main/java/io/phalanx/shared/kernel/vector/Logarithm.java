package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The natural logarithm of one vector, and what is made of it.
///
/// `x = 2^k m` with m between √½ and √2, and with `f = m - 1`, `s = f / (2 + f)`, `z = s²`: `log m
/// = 2s + s z R(z) = f - f²/2 + s (f²/2 + z R(z))`, where R is a polynomial of degree 6 (own
/// minimax fit to 2^-58). `k ln 2 + f` is kept as a sum of two numbers, so that log is within 0.9
/// units in the last place, and log1p within 1.1. Branch-free; NaN below zero, -∞ at zero.
public final class Logarithm {
  private static final LongVector SQRT_HALF_BITS = bits(0x1.6a09e667f3bcdp-1);

  /// Added to the bits of x it makes the exponent change at √½ instead of 1.
  private static final LongVector ONE_LESS_SQRT_HALF = bits(1.0).sub(SQRT_HALF_BITS);

  private static final LongVector MANTISSA_BITS =
      LongVector.broadcast(WideLanes.LONGS, 0x000f_ffff_ffff_ffffL);

  /// With a whole number below 2^52 in its low bits it is the float64 `2^52 + number`.
  private static final LongVector WHOLE_BITS = bits(0x1p52);

  private static final DoubleVector BIAS = constant(0x1p52 + Double.MAX_EXPONENT);

  /// Subnormal numbers are made normal by this power of two.
  private static final int SUBNORMAL_SHIFT = 54;

  private static final DoubleVector SUBNORMAL_FACTOR = constant(0x1p54);
  private static final DoubleVector SUBNORMAL_BIAS =
      constant(0x1p52 + Double.MAX_EXPONENT + SUBNORMAL_SHIFT);

  /// ln 2 with 20 zero bits at its end, so that k times it is exact.
  private static final DoubleVector LN2_HIGH = constant(0x1.62e42feep-1);

  private static final DoubleVector LN2_LOW = constant(0x1.a39ef35793c76p-33);

  private static final DoubleVector ONE = constant(1.0);
  private static final DoubleVector TWO = constant(2.0);
  private static final DoubleVector HALF = constant(0.5);

  private static final DoubleVector R0 = constant(0x1.5555555555592p-1);
  private static final DoubleVector R1 = constant(0x1.999999997fd77p-2);
  private static final DoubleVector R2 = constant(0x1.24924941f4f5fp-2);
  private static final DoubleVector R3 = constant(0x1.c71c52060dda4p-3);
  private static final DoubleVector R4 = constant(0x1.74663fa0bb0f1p-3);
  private static final DoubleVector R5 = constant(0x1.39a1a71ff0a49p-3);
  private static final DoubleVector R6 = constant(0x1.2f0632cb74c93p-3);

  /// Less the biased exponent of 2^k it is that of 2^(1 - k), or 0 where k is 1024.
  private static final LongVector SCALE =
      LongVector.broadcast(WideLanes.LONGS, 2 * Double.MAX_EXPONENT + 1);

  /// log(1 + x) is x below it.
  private static final DoubleVector TINY = constant(0x1p-60);

  private static final DoubleVector SQRT_TWO_LESS_ONE = constant(0x1.a827999fcef34p-2);
  private static final DoubleVector MINUS_ONE = constant(-1.0);
  private static final DoubleVector ZERO = constant(0.0);
  private static final DoubleVector LEAST_NORMAL = constant(Double.MIN_NORMAL);
  private static final DoubleVector INFINITY = constant(Double.POSITIVE_INFINITY);
  private static final DoubleVector MINUS_INFINITY = constant(Double.NEGATIVE_INFINITY);
  private static final DoubleVector NAN = constant(Double.NaN);

  private Logarithm() {}

  /// The natural logarithm of x.
  public static DoubleVector log(DoubleVector x) {
    VectorMask<Double> subnormal = x.compare(VectorOperators.LT, LEAST_NORMAL);
    DoubleVector normal = x.blend(x.mul(SUBNORMAL_FACTOR), subnormal);
    LongVector bits = normal.reinterpretAsLongs().add(ONE_LESS_SQRT_HALF);
    DoubleVector k =
        bits.lanewise(VectorOperators.LSHR, 52)
            .or(WHOLE_BITS)
            .reinterpretAsDoubles()
            .sub(BIAS.blend(SUBNORMAL_BIAS, subnormal));
    DoubleVector m = bits.and(MANTISSA_BITS).add(SQRT_HALF_BITS).reinterpretAsDoubles();
    return x.blend(sum(k, m.sub(ONE), ZERO), x.compare(VectorOperators.LT, INFINITY))
        .blend(NAN, x.compare(VectorOperators.LT, ZERO))
        .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
  }

  /// log(1 + x).
  public static DoubleVector log1p(DoubleVector x) {
    DoubleVector y = x.add(ONE);
    DoubleVector part = y.sub(ONE);
    DoubleVector rest = ONE.sub(y.sub(part)).add(x.sub(part)); // what y was rounded by
    return x.blend(ofSum(y, rest), x.compare(VectorOperators.LT, INFINITY))
        .blend(NAN, x.compare(VectorOperators.LT, MINUS_ONE))
        .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, MINUS_ONE))
        .blend(x, x.abs().compare(VectorOperators.LT, TINY));
  }

  /// log(1 + x) for x from 0 to 1, with `1 + x = 2 (1 + f)` where x is large.
  static DoubleVector log1pOfFraction(DoubleVector x) {
    VectorMask<Double> large = x.compare(VectorOperators.GT, SQRT_TWO_LESS_ONE);
    DoubleVector f = x.blend(x.sub(ONE).mul(HALF), large);
    return sum(ZERO.blend(ONE, large), f, ZERO);
  }

  /// log(y + rest) for a normal y and a rest that is less than its last place.
  private static DoubleVector ofSum(DoubleVector y, DoubleVector rest) {
    LongVector bits = y.reinterpretAsLongs().add(ONE_LESS_SQRT_HALF);
    LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52);
    DoubleVector k = exponent.or(WHOLE_BITS).reinterpretAsDoubles().sub(BIAS);
    DoubleVector f = bits.and(MANTISSA_BITS).add(SQRT_HALF_BITS).reinterpretAsDoubles().sub(ONE);
    DoubleVector scale =
        SCALE.sub(exponent).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles(); // 2^(1 - k)
    DoubleVector scaled = rest.mul(scale).mul(HALF);
    return sum(k, f, scaled.sub(scaled.mul(f))); // 1 - f is near enough to 1 / (1 + f)
  }

  /// `k ln 2 + log(1 + f) + correction`.
  private static DoubleVector sum(DoubleVector k, DoubleVector f, DoubleVector correction) {
    DoubleVector s = f.div(f.add(TWO));
    DoubleVector z = s.mul(s);
    DoubleVector w = z.mul(z);
    DoubleVector r03 = z.fma(R3, R2).fma(w, z.fma(R1, R0));
    DoubleVector r46 = w.fma(R6, z.fma(R5, R4));
    DoubleVector r = r46.fma(w.mul(w), r03).mul(z);
    DoubleVector square = f.mul(HALF).mul(f);
    DoubleVector large = k.mul(LN2_HIGH);
    DoubleVector high = large.add(f);
    DoubleVector low = f.sub(high.sub(large)).add(correction);
    DoubleVector small = s.fma(square.add(r), k.fma(LN2_LOW, low));
    return high.add(small.sub(square));
  }

  private static LongVector bits(double value) {
    return LongVector.broadcast(WideLanes.LONGS, Double.doubleToRawLongBits(value));
  }
}
