package io.phalanx.coordinator.report.tune;

import io.phalanx.coordinator.report.BarChart;
import io.phalanx.coordinator.report.Table;
import io.phalanx.coordinator.tune.Measured;
import io.phalanx.coordinator.tune.MedianInterval;
import io.phalanx.coordinator.tune.TuneReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A sweep as people read it.
public final class TuneText {
  private static final double MS = 1e3;

  private TuneText() {}

  /// Table, bars, and what to make of them.
  public static String of(TuneReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.title())
        .append(", ")
        .append(report.cores())
        .append(" cores, medians of up to ")
        .append(rounds(report))
        .append(" rounds\n\n")
        .append(table(report))
        .append('\n')
        .append(report.rateUnit())
        .append('\n')
        .append(bars(report))
        .append('\n')
        .append("bound by     ")
        .append(report.bound().sentence())
        .append('\n');
    if (report.recommended().noisy()) {
      text.append(
          "noise        the machine is too noisy to tell: recommended are the fewest workers that may"
              + " be as fast as the fastest;\n             try again when it is quiet, or with a"
              + " longer --time\n");
    }
    return text.toString();
  }

  /// Those that were far slower dropped out early.
  private static int rounds(TuneReport report) {
    return report.points().stream().mapToInt(one -> one.samples().size()).max().orElse(0);
  }

  private static Table table(TuneReport report) {
    boolean tiles = report.points().stream().anyMatch(one -> one.point().tileKib() != 0);
    List<Object> head = new ArrayList<>(List.of("WORKERS", "PIN"));
    if (tiles) {
      head.add("TILE KIB");
    }
    head.addAll(List.of("MS", "SPREAD", report.rateUnit().toUpperCase(Locale.ROOT)));
    head.addAll(List.of("SPEED-UP", "EFFICIENCY"));
    if (report.limit().isPresent()) {
      head.add("OF LIMIT");
    }
    Table table = new Table(head.stream().map(Object::toString).toArray(String[]::new));
    for (Measured one : report.points()) {
      table.row(row(report, one, tiles).toArray());
    }
    return table;
  }

  private static List<Object> row(TuneReport report, Measured one, boolean tiles) {
    MedianInterval seconds = one.seconds();
    List<Object> row = new ArrayList<>();
    row.add(one.point().workers());
    row.add(one.point().pinned() ? "yes" : "no");
    if (tiles) {
      row.add(one.point().tileKib());
    }
    row.add(format("%.2f", seconds.median() * MS));
    row.add(format("%.1f%%", seconds.spread() * 100));
    row.add(format(report.ofTasks() ? "%.0f" : "%.2f", report.rate(one)));
    row.add(format("%.2f", report.speedup(one)));
    row.add(format("%.0f%%", report.efficiency(one) * 100));
    OptionalDouble ofLimit = report.ofLimit(one);
    if (ofLimit.isPresent()) {
      row.add(format("%.0f%%", ofLimit.getAsDouble() * 100));
    }
    return row;
  }

  private static BarChart bars(TuneReport report) {
    BarChart bars = new BarChart();
    report.points().forEach(one -> bars.bar(one.point().label(), report.rate(one)));
    report.limitRate().ifPresent(limit -> bars.bar("limit", limit));
    return bars;
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
