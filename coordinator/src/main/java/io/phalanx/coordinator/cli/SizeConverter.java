package io.phalanx.coordinator.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a size such as `64KiB`, `512MiB` or `4GiB` as bytes.
final class SizeConverter implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");
  private static final Map<String, Integer> SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text);
    Integer shift = size.matches() ? SHIFTS.get(size.group(2)) : null;
    if (shift == null) {
      throw new TypeConversionException("'" + text + "' is no size such as 64KiB, 512MiB or 4GiB");
    }
    return Long.parseLong(size.group(1)) << shift;
  }
}
