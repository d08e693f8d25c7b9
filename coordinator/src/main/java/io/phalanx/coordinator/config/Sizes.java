package io.phalanx.coordinator.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `64KiB`, `512MiB` or `4GiB`, and `100B`.
public final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KMG])iB|(\\d{1,18})B");
  private static final String UNITS = "KMG";
  private static final int SHIFT = 10;

  private Sizes() {}

  /// The size in bytes.
  ///
  /// @throws IllegalArgumentException if the text is none
  public static long parseBytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size such as 64KiB, 512MiB or 4GiB");
    }
    if (size.group(1) == null) {
      return Long.parseLong(size.group(3));
    }
    return Long.parseLong(size.group(1)) << (SHIFT * (1 + UNITS.indexOf(size.group(2))));
  }

  /// The shortest text that [#parseBytes] reads as this size.
  public static String format(long bytes) {
    int unit = bytes == 0 ? 0 : UNITS.length();
    while (unit > 0 && bytes % (1L << (SHIFT * unit)) != 0) {
      unit--;
    }
    return unit == 0
        ? bytes + "B"
        : (bytes >> (SHIFT * unit)) + String.valueOf(UNITS.charAt(unit - 1)) + "iB";
  }
}
