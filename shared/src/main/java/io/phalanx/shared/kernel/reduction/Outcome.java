package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction.Partials;

/// What the slots of a partial mean, and how partials become the result: common to the fast kernel
/// and its scalar reference.
interface Outcome {
  /// As [io.phalanx.shared.kernel.Reduction#slots].
  int slots();

  /// As [io.phalanx.shared.kernel.Reduction#definedForEmpty].
  boolean definedForEmpty();

  /// As [io.phalanx.shared.kernel.Reduction#finish].
  double finish(Partials partials, long elements);
}
