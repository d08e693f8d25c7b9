package io.phalanx.coordinator.report.bench;

import java.util.ArrayList;
import java.util.List;

/// A table in Markdown, its columns padded so that it reads without being rendered. The first
/// column stands to the left, the others, numbers, to the right.
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... header) {
    rows.add(List.of(header));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns; column++) {
        String cell = rows.get(row).get(column);
        String gap = " ".repeat(width(column) - cell.length());
        text.append("| ").append(column == 0 ? cell + gap : gap + cell).append(' ');
      }
      text.append("|\n");
      if (row == 0) {
        for (int column = 0; column < columns; column++) {
          text.append('|').append("-".repeat(width(column) + 1)).append(column == 0 ? '-' : ':');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
