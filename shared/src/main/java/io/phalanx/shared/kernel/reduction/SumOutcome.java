package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Sum or mean of partials that are a plain sum and the sum of its rounding errors.
///
/// Where the plain sum is not finite it is the result: infinity, or NaN for infinities of both
/// signs.
///
/// @param mean divides by the number of elements; the mean of none is NaN, their sum 0.0
record SumOutcome(boolean mean) implements Outcome {
  static final int HIGH = 0;
  static final int LOW = 1;

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean definedForEmpty() {
    return true;
  }

  @Override
  public double finish(Partials partials, long elements) {
    DoubleDouble sum = new DoubleDouble();
    for (long i = 0; i < partials.count(); i++) {
      sum.add(partials.value(i, HIGH), partials.value(i, LOW));
    }
    return mean ? sum.over((double) elements) : sum.value();
  }
}
