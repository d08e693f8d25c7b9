package io.phalanx.coordinator.logs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which entries of logs are wanted; each with all its lines or not at all.
///
/// @param sinceMs those from then on, ms since 1970; [#ALWAYS] for no limit
/// @param level those of this level and above; null for all. What has no level is left out
/// @param grep those with a line in which this is found; null for all
public record LogFilter(long sinceMs, @Nullable LogLevel level, @Nullable Pattern grep) {
  /// Earlier than any entry.
  public static final long ALWAYS = Long.MIN_VALUE;

  /// True if nothing is left out.
  public boolean isOpen() {
    return sinceMs == ALWAYS && level == null && grep == null;
  }

  boolean wants(LogEntry entry) {
    return entry.timeMs() >= sinceMs && isGraveEnough(entry) && isFound(entry);
  }

  private boolean isGraveEnough(LogEntry entry) {
    LogHead head = entry.head();
    return level == null
        || (head != null && head.level() != null && head.level().compareTo(level) >= 0);
  }

  private boolean isFound(LogEntry entry) {
    Pattern wanted = grep;
    return wanted == null || entry.lines().stream().anyMatch(line -> wanted.matcher(line).find());
  }
}
