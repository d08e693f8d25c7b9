package io.phalanx.coordinator.verify;

import org.jspecify.annotations.Nullable;

/// What a check found.
///
/// @param checked number of elements, or results of a reduction, that were compared
/// @param wrong how many of them lie farther from the scalar run than the operation allows
/// @param ulpMax largest distance seen, in units in the last place
/// @param ulpAllowed largest distance that the operation allows; NaN where each element has a bound
///   of its own, which is no number of such units
/// @param firstWrong where the first wrong one is, with both values; null if none is
public record Verdict(
    long checked, long wrong, long ulpMax, double ulpAllowed, @Nullable String firstWrong) {
  /// True if nothing was wrong.
  public boolean isRight() {
    return wrong == 0;
  }
}
