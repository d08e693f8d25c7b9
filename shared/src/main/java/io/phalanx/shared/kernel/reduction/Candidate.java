package io.phalanx.shared.kernel.reduction;

/// The smallest of the keys considered so far and the smallest index where it stands, in whatever
/// order they come; NaN is smaller than everything.
final class Candidate {
  private double key = Double.POSITIVE_INFINITY;
  private double index = ArgOutcome.NONE;

  void clear() {
    key = Double.POSITIVE_INFINITY;
    index = ArgOutcome.NONE;
  }

  /// Takes another key and its place into account.
  ///
  /// @param otherIndex [ArgOutcome#NONE] for no element
  void consider(double otherKey, double otherIndex) {
    if (otherIndex != ArgOutcome.NONE && (index == ArgOutcome.NONE || wins(otherKey, otherIndex))) {
      key = otherKey;
      index = otherIndex;
    }
  }

  /// True where a key whose index is above all considered ones would be taken.
  boolean isBeatenBy(double otherKey) {
    return index == ArgOutcome.NONE || wins(otherKey, Double.POSITIVE_INFINITY);
  }

  private boolean wins(double otherKey, double otherIndex) {
    if (Double.isNaN(key) || Double.isNaN(otherKey)) {
      return Double.isNaN(otherKey) && (!Double.isNaN(key) || otherIndex < index);
    }
    return otherKey < key || (otherKey == key && otherIndex < index);
  }

  double key() {
    return key;
  }

  double index() {
    return index;
  }
}
