package io.phalanx.coordinator.config;

/// What the values of a setting are, and how they are written.
public enum Kind {
  /// A whole number.
  COUNT,
  /// A time in ms, written as [Times].
  TIME,
  /// A size in bytes, written as [Sizes].
  SIZE,
  /// Yes (1) or no (0).
  SWITCH,
  /// Paths of files with colons between them.
  PATHS;

  /// The value as a number; 0 for paths, which are none.
  ///
  /// @throws IllegalArgumentException if the text is no such value, with what is one
  long parse(String text) {
    return switch (this) {
      case COUNT -> count(text);
      case TIME -> Times.parseMs(text);
      case SIZE -> Sizes.parseBytes(text);
      case SWITCH -> yesOrNo(text);
      case PATHS -> 0;
    };
  }

  /// The text that [#parse] reads as this number.
  String format(long value) {
    return switch (this) {
      case COUNT -> String.valueOf(value);
      case TIME -> Times.format(value);
      case SIZE -> Sizes.format(value);
      case SWITCH -> String.valueOf(value != 0);
      case PATHS -> "";
    };
  }

  private static long count(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no whole number", e);
    }
  }

  private static long yesOrNo(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
