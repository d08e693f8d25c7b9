package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Square root of a sum of squares. A partial is the sum, the sum of its rounding errors, and the
/// exponent e by which elements were scaled before they were squared: `(high + low) 2^(-2e)`.
///
/// e is 0 unless the sum of the plain squares is near overflow, or so small that squares were lost;
/// so the norm is right over the whole range of float64.
record NormOutcome() implements Outcome {
  static final int HIGH = 0;
  static final int LOW = 1;
  static final int EXPONENT = 2;

  /// Scale of a partial above [#LARGE].
  static final int DOWN = -600;

  /// Scale of a partial below [#SMALL].
  static final int UP = 600;

  /// Up to it, as many partials as there can be have a finite sum.
  static final double LARGE = 0x1p900;

  /// Below it a sum of squares may lack squares of any weight.
  static final double SMALL = 0x1p-900;

  @Override
  public int slots() {
    return 3;
  }

  @Override
  public boolean definedForEmpty() {
    return true;
  }

  @Override
  public double finish(Partials partials, long elements) {
    DoubleDouble large = new DoubleDouble();
    DoubleDouble plain = new DoubleDouble();
    DoubleDouble small = new DoubleDouble();
    for (long i = 0; i < partials.count(); i++) {
      double exponent = partials.value(i, EXPONENT);
      DoubleDouble sum = exponent == DOWN ? large : exponent == UP ? small : plain;
      sum.add(partials.value(i, HIGH), partials.value(i, LOW));
    }
    if (large.high() != 0.0) {
      return scaledRoot(large, plain, DOWN);
    }
    return plain.high() != 0.0 ? scaledRoot(plain, small, 0) : scaledRoot(small, large, UP);
  }

  /// The root of a sum and of the sum one scale below, whose share is 2^-1200 times its value.
  private static double scaledRoot(DoubleDouble sum, DoubleDouble below, int exponent) {
    double half = Math.scalb(1.0, DOWN);
    double belowHigh = below.high() * half * half;
    double rounded = sum.high() + (sum.low() + belowHigh);
    return Math.scalb(Math.sqrt(rounded), -exponent);
  }
}
