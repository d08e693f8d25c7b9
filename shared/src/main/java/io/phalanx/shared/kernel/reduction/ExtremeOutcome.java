package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Smallest or largest of partials that are the same of their elements.
///
/// As `Math.min` and `Math.max`: NaN wins over everything, and -0.0 is below 0.0, so that the
/// result has the same bits in any order. (NumPy agrees about NaN and takes either zero.)
///
/// @param sign 1 for the smallest, -1 for the largest
record ExtremeOutcome(double sign) implements Outcome {
  static final int VALUE = 0;

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public boolean definedForEmpty() {
    return false;
  }

  @Override
  public double finish(Partials partials, long elements) {
    double key = Double.POSITIVE_INFINITY;
    for (long i = 0; i < partials.count(); i++) {
      key = Math.min(key, sign * partials.value(i, VALUE));
    }
    return elements == 0 ? Double.NaN : sign * key;
  }
}
