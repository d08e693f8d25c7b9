package io.phalanx.coordinator.report.bench;

import io.phalanx.coordinator.bench.BenchReport;
import io.phalanx.coordinator.bench.BenchTask;
import io.phalanx.coordinator.bench.Standing;
import io.phalanx.coordinator.bench.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A benchmark as Markdown that reads well in a terminal too.
public final class BenchMarkdown {
  private static final double NS = 1e9;

  private BenchMarkdown() {}

  public static String of(BenchReport report) {
    StringBuilder text = new StringBuilder("# Phalanx benchmark\n\n");
    report.environment().forEach((name, value) -> text.append("- " + name + ": " + value + "\n"));
    section(text, "Contenders", report.contenders());
    section(text, "Absent", report.absent());
    if (!report.warm().isEmpty()) {
      text.append("\n## Warm\n\nMedians. A ratio is the time of a contender over that of phalanx,")
          .append(" taken round by round, then the median: above 1 phalanx is faster.\n");
      report.warm().forEach(result -> text.append(throughput(result)));
    }
    if (!report.small().isEmpty()) {
      text.append("\n## Small jobs, from submission to end\n");
      report.small().forEach(result -> text.append(latency(result)));
    }
    if (!report.cold().isEmpty()) {
      text.append("\n## Cold: whole programs, from start to exit\n");
      report.cold().forEach(result -> text.append(throughput(result)));
    }
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Map<String, String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n## " + title + "\n\n");
      lines.forEach((name, value) -> text.append("- `" + name + "`: " + value + "\n"));
    }
  }

  private static String throughput(TaskResult result) {
    BenchTask task = result.task();
    MarkdownTable table =
        new MarkdownTable("contender", "ms", "compute ms", "ns/element", "GB/s", "ratio");
    List<String> notes = new ArrayList<>();
    for (Standing standing : result.standings()) {
      double seconds = standing.seconds().median();
      double traffic = task.operation().trafficBytes(task.bytes());
      if (standing.isRanked()) {
        table.row(
            standing.contender(),
            number("%.2f", seconds * 1e3),
            number("%.0f", standing.computeMs().median()),
            number("%.3f", seconds * NS / task.elements()),
            traffic == 0 ? "" : number("%.2f", traffic / seconds / NS),
            number("%.2f", result.ratio(standing)));
      } else {
        notes.add(note(standing));
      }
    }
    return heading(result) + table + String.join("", notes);
  }

  private static String latency(TaskResult result) {
    MarkdownTable table =
        new MarkdownTable("contender", "p50 ms", "p90 ms", "p99 ms", "jobs", "ratio");
    List<String> notes = new ArrayList<>();
    for (Standing standing : result.standings()) {
      if (standing.isRanked()) {
        table.row(
            standing.contender(),
            number("%.3f", standing.seconds().median() * 1e3),
            number("%.3f", standing.seconds().quantile(0.9) * 1e3),
            number("%.3f", standing.seconds().quantile(0.99) * 1e3),
            String.valueOf(standing.seconds().count()),
            number("%.2f", result.ratio(standing)));
      } else {
        notes.add(note(standing));
      }
    }
    return heading(result) + table + String.join("", notes);
  }

  private static String heading(TaskResult result) {
    BenchTask task = result.task();
    return "\n### "
        + task.title()
        + " ("
        + task.rows()
        + "x"
        + task.cols()
        + ", "
        + result.standings().stream().mapToInt(one -> one.seconds().count()).max().orElse(0)
        + " rounds)\n\n";
  }

  private static String note(Standing standing) {
    return switch (standing.state()) {
      case RANKED, ABSENT -> "";
      case WRONG, FAILED ->
          "\n**" + standing.contender() + " " + standing.state() + "**: " + standing.note() + "\n";
    };
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }
}
