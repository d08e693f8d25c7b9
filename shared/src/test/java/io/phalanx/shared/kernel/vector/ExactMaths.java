package io.phalanx.shared.kernel.vector;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions to some 50 decimal digits, and the distance of a float64 from them.
public final class ExactMaths {
  private static final MathContext DIGITS = new MathContext(64);
  private static final int HALVINGS = 20;
  private static final int PI_DIGITS = 800;
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal SMALL = new BigDecimal("1e-8");

  /// π to 800 digits, by Machin's formula.
  private static final BigDecimal LONG_PI =
      arctanOfInverse(5)
          .multiply(BigDecimal.valueOf(16))
          .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)));

  /// π to 70 digits.
  static final BigDecimal PI = LONG_PI.round(new MathContext(70));

  private ExactMaths() {}

  /// A function whose exact value is known.
  public interface Exact {
    /// The value at a finite x.
    BigDecimal at(BigDecimal x);
  }

  /// e^x: the Taylor series of x / 2^20, squared 20 times.
  public static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1 << HALVINGS), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1; i <= 20; i++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /// log x by one step of Halley's method from the float64 logarithm, which triples its digits.
  public static BigDecimal log(BigDecimal x) {
    BigDecimal guess = new BigDecimal(StrictMath.log(x.doubleValue()));
    BigDecimal exp = exp(guess);
    BigDecimal step = x.subtract(exp).multiply(TWO).divide(x.add(exp), DIGITS);
    return guess.add(step, DIGITS);
  }

  /// `1 / (1 + e^-x)`.
  public static BigDecimal sigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE), DIGITS);
  }

  /// tanh x; by its series where e^2x - 1 would lose digits.
  public static BigDecimal tanh(BigDecimal x) {
    if (x.abs().compareTo(new BigDecimal("1e-6")) < 0) {
      BigDecimal square = x.multiply(x, DIGITS);
      BigDecimal series = BigDecimal.valueOf(-17).divide(BigDecimal.valueOf(315), DIGITS);
      series = series.multiply(square).add(TWO.divide(BigDecimal.valueOf(15), DIGITS), DIGITS);
      series =
          series
              .multiply(square)
              .subtract(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS), DIGITS);
      return x.multiply(series.multiply(square).add(BigDecimal.ONE), DIGITS);
    }
    BigDecimal exp = exp(x.multiply(TWO));
    return exp.subtract(BigDecimal.ONE).divide(exp.add(BigDecimal.ONE), DIGITS);
  }

  /// e^x - 1.
  public static BigDecimal expm1(BigDecimal x) {
    if (x.abs().compareTo(SMALL) < 0) {
      BigDecimal sum = BigDecimal.ONE;
      for (int i = 6; i > 1; i--) {
        sum = sum.multiply(x).divide(BigDecimal.valueOf(i), DIGITS).add(BigDecimal.ONE, DIGITS);
      }
      return sum.multiply(x, DIGITS);
    }
    return exp(x).subtract(BigDecimal.ONE);
  }

  /// log(1 + x).
  public static BigDecimal log1p(BigDecimal x) {
    if (x.abs().compareTo(SMALL) < 0) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 6; i > 0; i--) {
        sum =
            BigDecimal.ONE.divide(BigDecimal.valueOf(i), DIGITS).subtract(sum.multiply(x), DIGITS);
      }
      return sum.multiply(x, DIGITS);
    }
    return log(x.add(BigDecimal.ONE));
  }

  /// `log(1 + e^x)`.
  public static BigDecimal softplus(BigDecimal x) {
    return log1p(exp(x.abs().negate())).add(x.max(BigDecimal.ZERO));
  }

  /// `x Φ(x)`, with as many more digits as Φ is small: `Φ(x) = ½ + φ(x) (x + x³ / 3 + x⁵ / 15 +
  /// ...)`.
  public static BigDecimal gelu(BigDecimal x) {
    BigDecimal square = x.multiply(x);
    int more = x.signum() < 0 ? square.intValue() / 2 : 0;
    MathContext digits = new MathContext(DIGITS.getPrecision() + more);
    BigDecimal term = x;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal least = x.abs().movePointLeft(digits.getPrecision());
    for (int k = 3; term.abs().compareTo(least) > 0; k += 2) {
      sum = sum.add(term, digits);
      term = term.multiply(square, digits).divide(BigDecimal.valueOf(k), digits);
    }
    BigDecimal density =
        expWith(square.divide(TWO).negate(), digits)
            .divide(longPi().multiply(TWO).sqrt(digits), digits);
    return sum.multiply(density, digits).add(new BigDecimal("0.5")).multiply(x, DIGITS);
  }

  private static BigDecimal expWith(BigDecimal x, MathContext digits) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1 << HALVINGS), digits);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1;
        term.abs().compareTo(BigDecimal.ONE.movePointLeft(digits.getPrecision())) > 0;
        i++) {
      term = term.multiply(small, digits).divide(BigDecimal.valueOf(i), digits);
      sum = sum.add(term, digits);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, digits);
    }
    return sum;
  }

  /// sin x.
  public static BigDecimal sin(BigDecimal x) {
    return wave(x, 0);
  }

  /// cos x.
  public static BigDecimal cos(BigDecimal x) {
    return wave(x, 1);
  }

  /// sin(x + quarters π/2), of what is left of x without multiples of π/2.
  private static BigDecimal wave(BigDecimal x, int quarters) {
    BigDecimal quarter = longPi().divide(TWO);
    BigDecimal n = x.divide(quarter, 0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(n.multiply(quarter)).round(DIGITS);
    int quadrant = n.toBigInteger().intValue() + quarters;
    BigDecimal square = r.multiply(r, DIGITS).negate();
    BigDecimal term = (quadrant & 1) == 0 ? r : BigDecimal.ONE;
    BigDecimal sum = term;
    for (int k = (quadrant & 1) == 0 ? 2 : 1; k < 60; k += 2) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(k * (k + 1L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return (quadrant & 2) == 0 ? sum : sum.negate();
  }

  static BigDecimal longPi() {
    return LONG_PI;
  }

  private static BigDecimal arctanOfInverse(int n) {
    BigDecimal square = BigDecimal.valueOf((long) n * n);
    BigDecimal power =
        BigDecimal.ONE.divide(BigDecimal.valueOf(n), PI_DIGITS, RoundingMode.HALF_EVEN);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.signum() != 0; k += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(k), PI_DIGITS, RoundingMode.HALF_EVEN);
      sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square, PI_DIGITS, RoundingMode.HALF_EVEN);
    }
    return sum;
  }

  /// The distance of a result from the exact value, in units in the last place of the float64
  /// nearest to it.
  public static double ulps(double result, BigDecimal exact) {
    double nearest = exact.doubleValue();
    if (Double.isInfinite(nearest) || Double.isInfinite(result) || Double.isNaN(result)) {
      return nearest == result ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal distance = new BigDecimal(result).subtract(exact).abs();
    return distance.divide(new BigDecimal(Math.ulp(nearest)), MathContext.DECIMAL64).doubleValue();
  }

  /// The same in units in the last place of a float32.
  public static double ulps(float result, BigDecimal exact) {
    float nearest = exact.floatValue();
    if (Float.isInfinite(nearest) || Float.isInfinite(result) || Float.isNaN(result)) {
      return nearest == result ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal distance = new BigDecimal(result).subtract(exact).abs();
    return distance.divide(new BigDecimal(Math.ulp(nearest)), MathContext.DECIMAL64).doubleValue();
  }
}
