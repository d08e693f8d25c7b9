package io.phalanx.shared.kernel.vector;

import java.math.BigDecimal;
import java.math.MathContext;

/// Elementary functions to some 50 decimal digits, and the distance of a float64 from them.
public final class ExactMaths {
  private static final MathContext DIGITS = new MathContext(64);
  private static final int HALVINGS = 20;
  private static final BigDecimal TWO = BigDecimal.TWO;

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
