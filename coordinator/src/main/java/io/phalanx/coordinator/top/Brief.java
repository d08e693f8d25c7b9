package io.phalanx.coordinator.top;

import java.util.Locale;

/// Figures in a few characters; `-` for what is not known.
final class Brief {
  private static final String UNKNOWN = "-";

  private Brief() {}

  /// Such as `3.4` or `512`.
  static String rate(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return UNKNOWN;
    }
    return format(perSecond > 0 && perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  /// Such as `1.23`, a GB being 10^9 bytes.
  static String gigabytes(double bytes) {
    return Double.isFinite(bytes) ? format("%.2f", bytes / 1e9) : UNKNOWN;
  }

  /// Such as `97`.
  static String percent(double percent) {
    return Double.isFinite(percent) ? format("%.0f", percent) : UNKNOWN;
  }

  /// Such as `45M` or `1.2G`, by powers of 1024.
  static String memory(long bytes) {
    if (bytes < 0) {
      return UNKNOWN;
    }
    long mebibytes = bytes >> 20;
    return mebibytes < 1000 ? mebibytes + "M" : format("%.1fG", bytes / 0x1p30);
  }

  /// Such as `12ms`, `1.5s`, `40s`, `7m` or `3h`.
  static String age(long ms) {
    if (ms < 0) {
      return UNKNOWN;
    }
    if (ms < 1_000) {
      return ms + "ms";
    }
    if (ms < 10_000) {
      return format("%.1fs", ms / 1e3);
    }
    return ms < 60_000 ? ms / 1_000 + "s" : minutes(ms / 60_000, "m", "h", "d");
  }

  /// Such as `40 s`, `7 min`, `3 h` or `2 d`.
  static String time(long ms) {
    return ms < 60_000 ? Math.max(0, ms) / 1_000 + " s" : minutes(ms / 60_000, " min", " h", " d");
  }

  private static String minutes(long minutes, String minute, String hour, String day) {
    if (minutes < 60) {
      return minutes + minute;
    }
    return minutes < 48 * 60 ? minutes / 60 + hour : minutes / (24 * 60) + day;
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
