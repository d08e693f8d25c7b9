package io.phalanx.coordinator.report;

/// Running text in lines that fit a terminal of 80 columns.
public final class TextLines {
  private static final int LINE_LENGTH = 80;

  private TextLines() {}

  /// Breaks a text between words; a longer word has a line of its own.
  ///
  /// @return lines, each with its end
  public static String of(String text) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ", -1)) {
      if (length > 0 && length + 1 + word.length() > LINE_LENGTH) {
        lines.append('\n');
        length = 0;
      }
      lines.append(length == 0 ? "" : " ").append(word);
      length += (length == 0 ? 0 : 1) + word.length();
    }
    return lines.append('\n').toString();
  }
}
