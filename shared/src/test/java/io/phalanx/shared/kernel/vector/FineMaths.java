package io.phalanx.shared.kernel.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// Elementary functions to at least 75 binary digits, a thousand times faster than [ExactMaths],
/// against which they are checked themselves.
///
/// They share no method with the kernels: series of Taylor and a continued fraction in
/// double-double arithmetic, reduction of angles by whole numbers of 1400 bits.
public final class FineMaths {
  /// A function whose fine value is known.
  public interface Function {
    /// The value at a finite x.
    Fine at(double x);
  }

  private static final MathContext DIGITS = new MathContext(80);
  private static final Fine LN2 = fine(ExactMaths.log(BigDecimal.TWO));
  private static final Fine HALF_PI = fine(ExactMaths.PI.divide(BigDecimal.TWO, DIGITS));
  private static final Fine INVERSE_SQRT_TWO_PI =
      fine(BigDecimal.ONE.divide(ExactMaths.PI.multiply(BigDecimal.TWO).sqrt(DIGITS), DIGITS));

  /// Below it a function is its first term to more digits than are wanted.
  private static final double TINY = 0x1p-200;

  private static final int ANGLE_BITS = 1400;
  private static final BigInteger TWO_OVER_PI =
      BigDecimal.TWO
          .divide(ExactMaths.longPi(), new MathContext(430))
          .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(ANGLE_BITS)))
          .toBigInteger();

  private FineMaths() {}

  private static Fine fine(BigDecimal value) {
    double high = value.doubleValue();
    return new Fine(high, value.subtract(new BigDecimal(high)).doubleValue(), 0);
  }

  /// e^x.
  public static Fine exp(double x) {
    return exp(Fine.of(x));
  }

  static Fine exp(Fine x) {
    if (x.high() > 710) {
      return Fine.of(Double.POSITIVE_INFINITY);
    }
    if (x.high() < -760) {
      return Fine.ZERO;
    }
    int n = (int) Math.rint(x.high() / LN2.high());
    return expm1Series(x.minus(LN2.times(n))).plus(1).times2To(n);
  }

  /// e^r - 1 for a small r: the series of r / 64, and `(1 + q)² - 1 = q (q + 2)` six times.
  private static Fine expm1Series(Fine r) {
    Fine small = r.times(0x1p-6);
    Fine sum = Fine.ZERO;
    for (int k = 14; k > 0; k--) {
      sum = sum.plus(1).times(small).over(k);
    }
    for (int i = 0; i < 6; i++) {
      sum = sum.times(sum.plus(2));
    }
    return sum;
  }

  /// e^x - 1.
  public static Fine expm1(double x) {
    if (Math.abs(x) < TINY) {
      return Fine.of(x);
    }
    if (Math.abs(x) < 0.5) {
      return expm1Series(Fine.of(x));
    }
    Fine exp = exp(x);
    return x > 100 ? exp : exp.flat().plus(-1);
  }

  /// log x.
  public static Fine log(double x) {
    if (x < Double.MIN_NORMAL) {
      return log(Fine.of(x * 0x1p100)).minus(LN2.times(100));
    }
    return log(Fine.of(x));
  }

  /// The StrictMath logarithm and one step of Newton; the series near 1.
  private static Fine log(Fine x) {
    if (x.high() > 0.9 && x.high() < 1.1) {
      return log1pSeries(x.plus(-1));
    }
    int exponent = Math.getExponent(x.high());
    Fine m = x.times2To(-exponent).flat();
    double guess = StrictMath.log(m.high());
    Fine off = m.times(exp(-guess).flat()).plus(-1);
    Fine square = off.times(off);
    return LN2.times(exponent).plus(guess).plus(off.minus(square.times(0.5)));
  }

  /// log(1 + f) for a small f: `2 atanh(f / (2 + f))`.
  private static Fine log1pSeries(Fine f) {
    Fine s = f.over(f.plus(2));
    Fine z = s.times(s);
    Fine sum = Fine.ZERO;
    for (int k = 45; k > 0; k -= 2) {
      sum = sum.times(z).plus(Fine.ONE.over(k));
    }
    return sum.times(s).times(2);
  }

  /// log(1 + x).
  public static Fine log1p(double x) {
    return Math.abs(x) < TINY ? Fine.of(x) : log1p(Fine.of(x));
  }

  private static Fine log1p(Fine x) {
    return Math.abs(x.high()) < 0.1 ? log1pSeries(x) : log(x.plus(1));
  }

  /// `1 / (1 + e^-x)`.
  public static Fine sigmoid(double x) {
    Fine power = exp(-Math.abs(x));
    if (x < -200) {
      return power;
    }
    Fine flat = x < -200 || x > 200 ? Fine.ZERO : power.flat();
    Fine numerator = x < 0 ? flat : Fine.ONE;
    return numerator.over(flat.plus(1));
  }

  /// tanh x.
  public static Fine tanh(double x) {
    if (Math.abs(x) < TINY) {
      return Fine.of(x);
    }
    if (Math.abs(x) > 45) {
      return Fine.of(Math.signum(x));
    }
    Fine minus = expm1(2 * x);
    return minus.over(minus.plus(2));
  }

  /// `log(1 + e^x)`.
  public static Fine softplus(double x) {
    if (x < -200) {
      return exp(x);
    }
    return x > 200 ? Fine.of(x) : log1p(exp(-Math.abs(x)).flat()).plus(Math.max(x, 0));
  }

  /// `x Φ(x)`: by the series of Φ - ½ up to 6, by Laplace's continued fraction of the tail beyond.
  public static Fine gelu(double x) {
    double t = Math.abs(x);
    if (t < TINY) {
      return Fine.of(x).times2To(-1);
    }
    if (t > 40) {
      return x < 0 ? Fine.ZERO : Fine.of(x);
    }
    Fine density = exp(Fine.product(x, x).times(-0.5)); // without 1 / √(2π)
    if (t < 6) {
      Fine centre = centre(t).times(density.flat()).times(INVERSE_SQRT_TWO_PI);
      Fine half = Fine.of(0.5);
      return (x < 0 ? half.minus(centre) : half.plus(centre)).times(x);
    }
    Fine fraction = Fine.of(t);
    for (int k = 80; k > 0; k--) {
      fraction = Fine.of(k).over(fraction).plus(t);
    }
    Fine tail =
        INVERSE_SQRT_TWO_PI
            .over(fraction)
            .times(t)
            .times(new Fine(density.high(), density.low(), 0));
    return x < 0
        ? tail.negated().times2To(density.exponent())
        : Fine.of(x).minus(tail.times2To(Math.max(-400, density.exponent())).flat());
  }

  /// `t + t³ / 3 + t⁵ / 15 + ...`.
  private static Fine centre(double t) {
    Fine square = Fine.product(t, t);
    Fine term = Fine.of(t);
    Fine sum = Fine.ZERO;
    for (int k = 3; term.high() > sum.high() * 0x1p-110; k += 2) {
      sum = sum.plus(term);
      term = term.times(square).over(k);
    }
    return sum;
  }

  /// sin x.
  public static Fine sin(double x) {
    if (Math.abs(x) < TINY) {
      return Fine.of(x);
    }
    Fine sine = wave(Math.abs(x), 0);
    return x < 0 ? sine.negated() : sine;
  }

  /// cos x.
  public static Fine cos(double x) {
    return Math.abs(x) < TINY ? Fine.ONE : wave(Math.abs(x), 1);
  }

  /// sin(x + quarters π/2).
  private static Fine wave(double x, int quarters) {
    int exponent = Math.getExponent(x) - 52;
    long m = (long) Math.scalb(x, -exponent);
    BigInteger turned =
        BigInteger.valueOf(m).multiply(TWO_OVER_PI); // quarters · 2^(1400 - exponent)
    int point = ANGLE_BITS - exponent;
    BigInteger n = turned.shiftRight(point - 1).add(BigInteger.ONE).shiftRight(1);
    BigInteger fraction = turned.subtract(n.shiftLeft(point));
    Fine r = fine(fraction, point).times(HALF_PI);
    int quadrant = (n.intValue() + quarters) & 3;
    Fine value = (quadrant & 1) == 0 ? sinSeries(r) : cosSeries(r);
    return quadrant < 2 ? value : value.negated();
  }

  /// A whole number over 2^point.
  private static Fine fine(BigInteger number, int point) {
    int shift = Math.max(0, number.bitLength() - 53);
    BigInteger top = number.shiftRight(shift);
    BigInteger rest = number.subtract(top.shiftLeft(shift));
    int restShift = Math.max(0, rest.bitLength() - 53);
    double high = Math.scalb(top.doubleValue(), shift - point);
    double low = Math.scalb(rest.shiftRight(restShift).doubleValue(), restShift - point);
    return Fine.sum(high, low);
  }

  private static Fine sinSeries(Fine r) {
    Fine z = r.times(r).negated();
    Fine sum = Fine.ZERO;
    for (int k = 28; k > 0; k -= 2) {
      sum = sum.plus(1).times(z).over(k * (k + 1));
    }
    return sum.plus(1).times(r);
  }

  private static Fine cosSeries(Fine r) {
    Fine z = r.times(r).negated();
    Fine sum = Fine.ZERO;
    for (int k = 29; k > 0; k -= 2) {
      sum = sum.plus(1).times(z).over(k * (k + 1));
    }
    return sum.plus(1);
  }
}
