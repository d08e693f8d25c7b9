package io.phalanx.coordinator.logs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the first line of a log entry says:
///
/// ```text
/// 2026-01-31T09:30:00.125+01:00 INFO  [main] WorkerAgent worker ready: workerId=0
/// ```
///
/// @param timeMs ms since 1970
/// @param level null where the line names none
/// @param thread empty where the line names none
/// @param source the class that said it; empty where the line names none
/// @param message the rest
public record LogHead(
    long timeMs, @Nullable LogLevel level, String thread, String source, String message) {
  private static final Pattern REST =
      Pattern.compile("([A-Z]{4,5}) {1,2}(?:\\[(.*?)] (\\S+) )?(.*)", Pattern.DOTALL);

  /// Reads a line; empty for one that goes on with an entry, such as a line of a stack trace.
  static Optional<LogHead> of(String line) {
    int blank = line.indexOf(' ');
    if (blank <= 0 || !Character.isDigit(line.charAt(0))) {
      return Optional.empty();
    }
    try {
      long timeMs = OffsetDateTime.parse(line.substring(0, blank)).toInstant().toEpochMilli();
      return Optional.of(of(timeMs, line.substring(blank + 1)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LogHead of(long timeMs, String text) {
    Matcher rest = REST.matcher(text);
    Optional<LogLevel> level = rest.matches() ? LogLevel.named(rest.group(1)) : Optional.empty();
    return level
        .map(known ->
            new LogHead(
                timeMs, known, orEmpty(rest.group(2)), orEmpty(rest.group(3)), rest.group(4)))
        .orElseGet(() -> new LogHead(timeMs, null, "", "", text));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
