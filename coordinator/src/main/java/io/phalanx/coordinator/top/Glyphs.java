package io.phalanx.coordinator.top;

/// The characters that charts consist of.
public enum Glyphs {
  /// Blocks of an eighth of a line and more.
  BLOCKS(" ▁▂▃▄▅▆▇█", '█', '░', '▲', '▼'),
  /// For terminals that know no other.
  ASCII(" _.:-=+*#", '#', '-', '^', 'v');

  private final String levels;
  private final char full;
  private final char empty;
  private final char up;
  private final char down;

  Glyphs(String levels, char full, char empty, char up, char down) {
    this.levels = levels;
    this.full = full;
    this.empty = empty;
    this.up = up;
    this.down = down;
  }

  /// The mark of a column that rows are sorted by.
  char order(boolean ascending) {
    return ascending ? up : down;
  }

  /// A bar of which a part is filled.
  ///
  /// @param fraction how much, 0 to 1
  String bar(double fraction, int width) {
    int filled = (int) Math.floor(Math.clamp(fraction, 0.0, 1.0) * width);
    return String.valueOf(full).repeat(filled) + String.valueOf(empty).repeat(width - filled);
  }

  /// Values as heights, the newest at the right end; blank where there is none yet.
  ///
  /// @param most what is highest; the least height stands for 0
  String sparkline(Trail values, double most, int width) {
    double[] shown = values.last(width);
    StringBuilder line = new StringBuilder(" ".repeat(Math.max(0, width - shown.length)));
    for (double value : shown) {
      double height = most > 0 ? Math.clamp(value / most, 0.0, 1.0) : 0;
      line.append(levels.charAt(1 + (int) Math.ceil(height * (levels.length() - 2))));
    }
    return line.toString();
  }
}
