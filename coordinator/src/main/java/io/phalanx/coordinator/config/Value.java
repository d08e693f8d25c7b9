package io.phalanx.coordinator.config;

/// The value of a setting, and who says so.
///
/// @param setting which one
/// @param text as it was written
/// @param number what that stands for; 0 for paths
/// @param source where it was said
/// @param origin the flag, the variable, or the path of the file; empty for a default
public record Value(Setting setting, String text, long number, Source source, String origin) {
  /// Reads what somebody wrote.
  ///
  /// @param where the origin, and the line in it where it has lines
  /// @throws IllegalArgumentException if it is no value of this setting
  static Value read(Setting setting, String text, Source source, String origin, String where) {
    try {
      return new Value(setting, text, setting.parse(text), source, origin);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "bad value: "
              + where
              + setting.key()
              + "="
              + text
              + ", cause="
              + e.getMessage()
              + "; allowed: "
              + setting.allowed(),
          e);
    }
  }

  /// True if somebody has said it.
  public boolean isSaid() {
    return source != Source.DEFAULT;
  }

  /// As it is written in a file.
  @Override
  public String toString() {
    return setting.key() + "=" + text;
  }
}
