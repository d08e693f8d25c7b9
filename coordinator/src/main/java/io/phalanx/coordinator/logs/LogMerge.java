package io.phalanx.coordinator.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the lines of several files together to entries, in the order of their times.
///
/// An entry waits here until it is [taken][#take], so that others that are a little older, but were
/// read later, can still go before it, and so that the rest of a stack trace finds it. Belongs to
/// one thread.
public final class LogMerge {
  private final LogFilter filter;
  private final List<LogEntry> waiting = new ArrayList<>();
  private final Map<LogSource, LogEntry> last = new HashMap<>();

  public LogMerge(LogFilter filter) {
    this.filter = filter;
  }

  /// Adds lines of one file, in their order.
  ///
  /// @param nowMs when they were read, ms since 1970
  public void add(LogSource source, List<String> lines, long nowMs) {
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index);
      Optional<LogHead> head = source.printed() ? Optional.empty() : LogHead.of(line);
      entryFor(source, head.orElse(null), lines.subList(index, lines.size()), nowMs).add(line);
    }
  }

  /// Leaves only the last wanted lines.
  ///
  /// @param linesMax how many
  public void keepLast(int linesMax) {
    sort();
    int left = linesMax;
    List<LogEntry> kept = new ArrayList<>();
    for (LogEntry entry : waiting.reversed()) {
      boolean wanted = entry.isWantedSoFar(filter);
      boolean mayGrow = entry.equals(last.get(entry.source()));
      if (left == 0 || (!wanted && !mayGrow)) {
        entry.leave();
        continue;
      }
      kept.add(entry);
      if (wanted) {
        int cut = Math.max(0, entry.lines().size() - left);
        left -= entry.lines().size() - cut;
        entry.isWanted(filter);
        entry.cutFirst(cut);
      }
    }
    waiting.clear();
    waiting.addAll(kept.reversed());
  }

  /// The wanted entries up to a time, in order; they are taken out.
  ///
  /// @param untilMs ms since 1970
  public List<LogEntry> take(long untilMs) {
    sort();
    int count = waiting.size();
    while (count > 0 && waiting.get(count - 1).agesFromMs() > untilMs) {
      count--;
    }
    List<LogEntry> old = waiting.subList(0, count);
    old.forEach(LogEntry::leave);
    List<LogEntry> taken = old.stream().filter(entry -> entry.isWanted(filter)).toList();
    old.clear();
    return taken;
  }

  private LogEntry entryFor(
      LogSource source, @Nullable LogHead head, List<String> fromHere, long nowMs) {
    LogEntry current = last.get(source);
    if (head == null && !source.printed() && current != null && !current.isGone()) {
      return current;
    }
    long timeMs = nowMs;
    LogEntry before = null;
    if (head != null) {
      timeMs = head.timeMs();
    } else if (!source.printed()) {
      before = current;
      timeMs = current == null ? nextTime(fromHere, nowMs) : current.timeMs();
    }
    LogEntry entry = new LogEntry(source, head, before, timeMs, nowMs);
    last.put(source, entry);
    waiting.add(entry);
    return entry;
  }

  /// The time of lines whose own first line is out of reach: that of the entry behind them.
  private static long nextTime(List<String> lines, long otherwiseMs) {
    return lines.stream()
        .flatMap(line -> LogHead.of(line).stream())
        .mapToLong(LogHead::timeMs)
        .findFirst()
        .orElse(otherwiseMs);
  }

  private void sort() {
    // It is stable: entries of one file and time keep their order.
    waiting.sort(Comparator.comparingLong(LogEntry::timeMs));
  }
}
