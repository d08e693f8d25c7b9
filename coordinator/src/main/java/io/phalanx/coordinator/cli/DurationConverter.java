package io.phalanx.coordinator.cli;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time such as `500ms`, `10s`, `2m`, `1h` or `1d` as milliseconds.
final class DurationConverter implements ITypeConverter<Long> {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "m", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);

  /// True for a text that [#convert] takes.
  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  @Override
  public Long convert(String text) {
    Matcher time = TIME.matcher(text);
    TimeUnit unit = time.matches() ? UNITS.get(time.group(2)) : null;
    if (unit == null) {
      throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s, 2m or 1h");
    }
    return unit.toMillis(Long.parseLong(time.group(1)));
  }
}
