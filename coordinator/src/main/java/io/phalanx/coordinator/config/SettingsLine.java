package io.phalanx.coordinator.config;

import org.jspecify.annotations.Nullable;

/// One line of a settings file.
///
/// @param number from 1
/// @param text as it stands there
record SettingsLine(int number, String text) {
  /// True for an empty line, and for one that begins with `#` or `!`.
  boolean isRemark() {
    String word = text.strip();
    return word.isEmpty() || word.startsWith("#") || word.startsWith("!");
  }

  /// What stands before the `=`; the whole line where there is none.
  String key() {
    int equals = text.indexOf('=');
    return (equals < 0 ? text : text.substring(0, equals)).strip();
  }

  /// What stands behind the `=`; null where there is none.
  @Nullable String value() {
    int equals = text.indexOf('=');
    return equals < 0 ? null : text.substring(equals + 1).strip();
  }

  /// True if it sets this key.
  boolean sets(String key) {
    return !isRemark() && key().equals(key);
  }
}
