package io.phalanx.coordinator.config;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as people write them: `500ms`, `10s`, `2m`, `1h` or `1d`.
public final class Times {
  private static final Pattern TIME = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");

  private Times() {}

  /// True for a text that [#parseMs] takes.
  public static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  /// The time in ms.
  ///
  /// @throws IllegalArgumentException if the text is none
  public static long parseMs(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 500ms, 10s, 2m or 1h");
    }
    return unit(time.group(2)).toMillis(Long.parseLong(time.group(1)));
  }

  /// The shortest text that [#parseMs] reads as this time.
  public static String format(long timeMs) {
    for (String name : new String[] {"d", "h", "m", "s"}) {
      long unitMs = unit(name).toMillis(1);
      if (timeMs > 0 && timeMs % unitMs == 0) {
        return timeMs / unitMs + name;
      }
    }
    return timeMs + "ms";
  }

  private static TimeUnit unit(@Nullable String name) {
    return switch (name) {
      case "ms" -> TimeUnit.MILLISECONDS;
      case "s" -> TimeUnit.SECONDS;
      case "m" -> TimeUnit.MINUTES;
      case "h" -> TimeUnit.HOURS;
      case "d" -> TimeUnit.DAYS;
      case null, default -> throw new IllegalArgumentException("no unit of time: unit=" + name);
    };
  }
}
