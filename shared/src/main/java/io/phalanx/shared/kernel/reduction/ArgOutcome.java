package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// Index of the smallest or largest element, from partials that are its value and its index, or -1
/// where there was no element.
///
/// As NumPy's argmin and argmax: the first of equal elements, where zeros of both signs are equal,
/// and the first NaN before everything. Indices are exact up to 2^53.
///
/// @param sign 1 for the smallest, -1 for the largest
record ArgOutcome(double sign) implements Outcome {
  static final int VALUE = 0;
  static final int INDEX = 1;

  /// The index where there is no element.
  static final double NONE = -1.0;

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean definedForEmpty() {
    return false;
  }

  @Override
  public double finish(Partials partials, long elements) {
    Candidate best = new Candidate();
    for (long i = 0; i < partials.count(); i++) {
      best.consider(sign * partials.value(i, VALUE), partials.value(i, INDEX));
    }
    return elements == 0 ? Double.NaN : best.index();
  }
}
