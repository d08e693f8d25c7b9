package io.phalanx.coordinator.top;

import io.phalanx.coordinator.logs.LogEntry;
import io.phalanx.coordinator.logs.LogFilter;
import io.phalanx.coordinator.logs.LogHead;
import io.phalanx.coordinator.logs.LogLevel;
import io.phalanx.coordinator.logs.LogTail;
import io.phalanx.coordinator.top.LogPager.Line;
import io.phalanx.shared.config.ClusterDirectory;
import java.util.List;

/// The lines of the log of one process, as they come.
///
/// Belongs to one thread.
final class LogFeed implements AutoCloseable {
  private static final int FIRST_LINES = 500;
  private static final LogFilter ALL = new LogFilter(LogFilter.ALWAYS, null, null);

  private final LogTail tail;

  private LogFeed(LogTail tail) {
    this.tail = tail;
  }

  /// Begins with the last lines.
  static LogFeed open(ClusterDirectory directory, String process) {
    LogTail tail = new LogTail(directory, List.of(process), ALL);
    tail.follow(FIRST_LINES);
    return new LogFeed(tail);
  }

  /// The lines since the last time.
  List<Line> poll() {
    return tail.poll(System.currentTimeMillis()).stream()
        .flatMap(entry -> entry.lines().stream().map(line -> new Line(line, style(entry))))
        .toList();
  }

  private static Style style(LogEntry entry) {
    LogHead head = entry.head();
    LogLevel level = head == null ? null : head.level();
    return level == LogLevel.ERROR
        ? Style.BAD
        : level == LogLevel.WARN ? Style.WARNING : Style.PLAIN;
  }

  @Override
  public void close() {
    tail.close();
  }
}
