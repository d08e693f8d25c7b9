package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.ClusterStatus.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The workers as lines: a heading, then a row each, with as many columns as fit and a sparkline in
/// what is left.
final class WorkerTable {
  private static final int WORK_WIDTH_MAX = 16;
  private static final int SPARKLINE_WIDTH_MIN = 5;

  /// A sign of life that is so old is worth a look: workers give some every second.
  private static final long BEAT_MS_MAX = 5_000;

  private final List<WorkerColumn> columns;
  private final WorkerOrder order;
  private final Glyphs glyphs;
  private final int width;
  private final int workWidth;

  /// @param rows what is shown, in its order
  WorkerTable(List<WorkerRow> rows, WorkerOrder order, Glyphs glyphs, int width) {
    this.order = order;
    this.glyphs = glyphs;
    this.width = width;
    int longest = rows.stream().mapToInt(row -> row.worker().work().length()).max().orElse(0);
    int usual = WorkerColumn.WORK.width();
    this.workWidth = Math.clamp(longest, usual, WORK_WIDTH_MAX);
    this.columns = columns(width - (workWidth - usual));
  }

  /// The columns that fit: the least needed are left out first.
  private static List<WorkerColumn> columns(int width) {
    List<WorkerColumn> columns = new ArrayList<>(List.of(WorkerColumn.values()));
    while (columns.size() > 1 && widthOf(columns) > width) {
      columns.remove(
          columns.stream()
              .max(Comparator.comparingInt(WorkerColumn::dispensability))
              .orElseThrow());
    }
    return columns;
  }

  /// Each with a blank behind it.
  private static int widthOf(List<WorkerColumn> columns) {
    return columns.stream().mapToInt(column -> column.width() + 1).sum();
  }

  /// The titles; behind that of the order stands its direction.
  ///
  /// @param range which rows are shown; empty if all are
  StyledLine heading(String range) {
    StyledLine line = new StyledLine(width);
    for (WorkerColumn column : columns) {
      boolean sorted = column == order.column();
      line.add(padded(column, column.title()), Style.TITLE);
      line.add(sorted ? String.valueOf(glyphs.order(!order.reversed())) : " ", Style.TITLE);
    }
    return range.isEmpty()
        ? line.addWhole("THROUGHPUT", Style.TITLE)
        : line.addRight(range, Style.TITLE);
  }

  /// A worker.
  ///
  /// @param most what is highest in the sparkline, bytes per second
  StyledLine row(WorkerRow row, double most) {
    StyledLine line = new StyledLine(width);
    for (WorkerColumn column : columns) {
      line.add(padded(column, column.cell(row)), style(column, row.worker())).add(" ", Style.PLAIN);
    }
    if (line.room() >= SPARKLINE_WIDTH_MIN) {
      line.add(glyphs.sparkline(row.bytes(), most, line.room()), Style.CHART);
    }
    return line;
  }

  private String padded(WorkerColumn column, String cell) {
    int cellWidth = column == WorkerColumn.WORK ? workWidth : column.width();
    String shown = cell.length() > cellWidth ? cell.substring(0, cellWidth) : cell;
    String gap = " ".repeat(cellWidth - shown.length());
    return column.isText() ? shown + gap : gap + shown;
  }

  private static Style style(WorkerColumn column, Worker worker) {
    return switch (column) {
      case STATE ->
          switch (worker.state()) {
            case BUSY -> Style.GOOD;
            case IDLE -> Style.PLAIN;
            case STARTING, STOPPING, ABSENT -> Style.WARNING;
            case LOST -> Style.BAD;
          };
      case BEAT -> worker.heartbeatAgeMs() > BEAT_MS_MAX ? Style.BAD : Style.PLAIN;
      case RESTARTS -> worker.restarts() > 0 ? Style.WARNING : Style.PLAIN;
      default -> Style.PLAIN;
    };
  }
}
