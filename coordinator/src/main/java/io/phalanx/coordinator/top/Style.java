package io.phalanx.coordinator.top;

/// How a piece of text looks; what each means to a terminal is that terminal's affair.
public enum Style {
  PLAIN,
  /// A heading.
  TITLE,
  /// Of little weight, or of the past.
  FAINT,
  /// Working as it should.
  GOOD,
  /// Worth a look.
  WARNING,
  /// Broken.
  BAD,
  /// Bars and sparklines.
  CHART,
  /// The row that the cursor is on.
  SELECTED
}
