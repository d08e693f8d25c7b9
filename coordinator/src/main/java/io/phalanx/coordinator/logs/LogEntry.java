package io.phalanx.coordinator.logs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a log: its first line and those that go on with it, such as a stack trace; or a
/// line that a process printed beside its log.
///
/// Belongs to the thread of its [LogMerge].
public final class LogEntry {
  private final LogSource source;
  private final @Nullable LogHead head;
  private final @Nullable LogEntry before;
  private final long timeMs;
  private final long readMs;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Boolean wanted;
  private boolean cut;
  private boolean gone;

  /// @param head null where the first line is out of reach, or there is none
  /// @param before the entry that this goes on with, which was handed out before; null for none
  /// @param readMs when it was read, ms since 1970
  LogEntry(
      LogSource source,
      @Nullable LogHead head,
      @Nullable LogEntry before,
      long timeMs,
      long readMs) {
    this.source = source;
    this.head = head;
    this.before = before;
    this.timeMs = timeMs;
    this.readMs = readMs;
  }

  /// Who wrote it.
  public LogSource source() {
    return source;
  }

  /// What its first line says; null where that is out of reach, or there is none.
  public @Nullable LogHead head() {
    return head;
  }

  /// Its lines, one at least.
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /// When it was written, or seen if it does not say; ms since 1970.
  public long timeMs() {
    return timeMs;
  }

  /// From when on it counts as old: clocks are set back, and it must not wait until then.
  long agesFromMs() {
    return Math.min(timeMs, readMs);
  }

  /// Its lines but for the one of the head.
  public List<String> linesBelowHead() {
    return head == null || cut ? lines() : lines().subList(1, lines.size());
  }

  void add(String line) {
    lines.add(line);
  }

  /// Leaves out the first lines.
  void cutFirst(int count) {
    lines.subList(0, count).clear();
    cut |= count > 0;
  }

  /// True once no line can be added.
  boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }

  /// Whether it is wanted by the lines it has now; as it was decided, once it was.
  boolean isWantedSoFar(LogFilter filter) {
    return wanted == null ? filter.wants(this) : wanted;
  }

  /// Whether it is wanted, decided once: what goes on with it later follows it.
  boolean isWanted(LogFilter filter) {
    if (wanted == null) {
      wanted = before == null ? filter.wants(this) : before.isWanted(filter);
    }
    return wanted;
  }
}
