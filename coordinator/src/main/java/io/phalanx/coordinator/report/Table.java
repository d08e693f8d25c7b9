package io.phalanx.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A plain table: a header, rows, columns as wide as their widest cell. Numbers stand to the right.
public final class Table {
  private static final String GAP = "  ";
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([\\d.,]+(E[-+]?\\d+)?%?|Infinity|inf|NaN)|-");

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
  }

  /// Adds a row; it has as many cells as the header.
  public Table row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "cells=" + cells.length + ", columns=" + rows.getFirst().size());
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < rows.getFirst().size(); column++) {
      columns.add(column(column));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(columns.get(column).padded(row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private Column column(int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    boolean numeric =
        rows.size() > 1
            && rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    return new Column(width, numeric);
  }

  /// How the cells of one column are set.
  private record Column(int width, boolean numeric) {
    String padded(String cell) {
      String gap = " ".repeat(width - cell.length());
      return numeric ? gap + cell : cell + gap;
    }
  }
}
