package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Sum of counts, exact up to 2^53.
record CountOutcome() implements Outcome {
  static final int COUNT = 0;

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public boolean definedForEmpty() {
    return true;
  }

  @Override
  public double finish(Partials partials, long elements) {
    double count = 0.0;
    for (long i = 0; i < partials.count(); i++) {
      count += partials.value(i, COUNT);
    }
    return count;
  }
}
