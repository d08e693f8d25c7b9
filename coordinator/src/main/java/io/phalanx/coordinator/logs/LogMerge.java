package io.phalanx.coordinator.logs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the lines of several processes in the order of their times, each with the name of its
/// process in front.
///
/// Lines without a time, such as those of a stack trace, stay behind the line they belong to.
public final class LogMerge {
  private final List<Line> waiting = new ArrayList<>();
  private final Map<String, Long> times = new HashMap<>();
  private int nameWidth;

  /// @param timeMs ms since 1970
  private record Line(long timeMs, String process, String text) {}

  /// Adds lines of one process, in their order.
  public void add(String process, List<String> lines) {
    nameWidth = Math.max(nameWidth, process.length());
    for (String text : lines) {
      long timeMs = timeOf(text, times.getOrDefault(process, 0L));
      times.put(process, timeMs);
      waiting.add(new Line(timeMs, process, text));
    }
  }

  /// What was added, in order; it is taken out.
  public List<String> take() {
    // The sort is stable: lines of one process and time keep their order.
    waiting.sort(Comparator.comparingLong(Line::timeMs));
    List<String> merged =
        waiting.stream()
            .map(line ->
                line.process()
                    + " ".repeat(nameWidth - line.process().length())
                    + "  "
                    + line.text())
            .toList();
    waiting.clear();
    return merged;
  }

  private static long timeOf(String line, long before) {
    int blank = line.indexOf(' ');
    if (blank <= 0 || !Character.isDigit(line.charAt(0))) {
      return before;
    }
    try {
      return OffsetDateTime.parse(line.substring(0, blank)).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return before;
    }
  }
}
