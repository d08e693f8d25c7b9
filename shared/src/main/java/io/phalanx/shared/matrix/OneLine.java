package io.phalanx.shared.matrix;

/// Foreign text, made fit for a one-line message.
final class OneLine {
  private static final int CHARS_MAX = 120;

  private OneLine() {}

  /// The text with control characters escaped.
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /// The beginning of the text, with control characters escaped.
  static String excerpt(String text) {
    String stripped = text.strip();
    return stripped.length() <= CHARS_MAX
        ? of(stripped)
        : of(stripped.substring(0, CHARS_MAX)) + "...";
  }

  /// A string literal of Python with this value.
  static String pythonLiteral(String text) {
    return '"' + of(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }
}
