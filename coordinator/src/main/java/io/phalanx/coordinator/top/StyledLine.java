package io.phalanx.coordinator.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One line of a screen: pieces of text, each in one style, never wider than the screen.
public final class StyledLine {
  /// An empty line.
  static final StyledLine EMPTY = new StyledLine(0);

  private final List<Piece> pieces = new ArrayList<>();
  private final int width;
  private int length;

  /// A piece of a line.
  public record Piece(String text, Style style) {}

  /// An empty line.
  ///
  /// @param width characters that fit; what goes beyond is cut off
  StyledLine(int width) {
    this.width = width;
  }

  /// What it consists of, from the left.
  public List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /// Its text alone.
  String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /// Characters that still fit.
  int room() {
    return width - length;
  }

  /// Adds text as far as it fits. Characters that would move the cursor are shown as `?`.
  StyledLine add(String text, Style style) {
    String shown = harmless(text.length() > room() ? text.substring(0, Math.max(0, room())) : text);
    if (!shown.isEmpty()) {
      pieces.add(new Piece(shown, style));
      length += shown.length();
    }
    return this;
  }

  /// Adds text if all of it fits.
  StyledLine addWhole(String text, Style style) {
    return text.length() > room() ? this : add(text, style);
  }

  /// Adds text at the right end, if there is room for it.
  StyledLine addRight(String text, Style style) {
    return text.length() > room() ? this : padTo(width - text.length()).add(text, style);
  }

  /// Adds blanks up to a column.
  StyledLine padTo(int column) {
    return length < column ? add(" ".repeat(column - length), Style.PLAIN) : this;
  }

  /// The same text, to the right end of the screen, in one style.
  StyledLine all(Style style) {
    return new StyledLine(width).add(text() + " ".repeat(Math.max(0, room())), style);
  }

  /// A text without what is no character to be seen; a tab becomes a blank.
  private static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (Character.isISOControl(c)) {
        shown.setCharAt(i, c == '\t' ? ' ' : '?');
      }
    }
    return shown.toString();
  }
}
