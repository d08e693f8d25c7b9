package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Variance or standard deviation of partials that are the sum of some elements as the plain sum
/// and the sum of its rounding errors, their number, and their sum of squared distances from their
/// mean. They begin as those of a sum or a mean do, which can be had from them.
///
/// The divisor is `max(0, elements - ddof)` as in NumPy: at 0 the result is NaN where all elements
/// are equal and infinite elsewhere. Of no element it is NaN, whatever ddof.
///
/// @param ddof what is subtracted from the number of elements
/// @param root true for the standard deviation
record VarianceOutcome(long ddof, boolean root) implements Outcome {
  static final int HIGH = SumOutcome.HIGH;
  static final int LOW = SumOutcome.LOW;
  static final int COUNT = 2;
  static final int SQUARES = 3;

  @Override
  public int slots() {
    return 4;
  }

  @Override
  public boolean definedForEmpty() {
    return true;
  }

  @Override
  public double finish(Partials partials, long elements) {
    if (elements == 0) {
      return Double.NaN;
    }
    Moments moments = new Moments();
    DoubleDouble sum = new DoubleDouble();
    for (long i = 0; i < partials.count(); i++) {
      sum.clear();
      sum.add(partials.value(i, HIGH), partials.value(i, LOW));
      moments.add(partials.value(i, COUNT), sum, partials.value(i, SQUARES));
    }
    double variance = moments.squares() / Math.max(0.0, (double) elements - ddof);
    return root ? Math.sqrt(variance) : variance;
  }
}
