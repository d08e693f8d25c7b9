package io.phalanx.coordinator.download.cache;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Cache-Control header fields of a response, and Pragma where there are none (RFC 9111, 5.2
/// and 5.4).
///
/// @param directives by name in lower case; the value is empty where there is none
record CacheControl(Map<String, String> directives) {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "([!#$%&'*+.^_`|~\\w-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,;]*)))?");

  /// Longer ages are as good as this one (RFC 9111, 1.2.2).
  private static final long SECONDS_MAX = 1L << 31;

  static CacheControl of(HttpHeaders headers) {
    Map<String, String> directives = new HashMap<>();
    for (String line : headers.allValues("Cache-Control")) {
      Matcher directive = DIRECTIVE.matcher(line);
      while (directive.find()) {
        String quoted = directive.group(2);
        String plain = directive.group(3) == null ? "" : directive.group(3);
        directives.putIfAbsent(
            directive.group(1).toLowerCase(Locale.ROOT), quoted == null ? plain : quoted);
      }
    }
    if (directives.isEmpty() && isNoCachePragma(headers)) {
      directives.put("no-cache", "");
    }
    return new CacheControl(directives);
  }

  private static boolean isNoCachePragma(HttpHeaders headers) {
    return headers.allValues("Pragma").stream()
        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("no-cache"));
  }

  /// True if nothing of the response may be kept.
  boolean noStore() {
    return directives.containsKey("no-store");
  }

  /// True if it is to be asked for each time. With names of fields it is about those alone; to ask
  /// each time is on the safe side.
  boolean noCache() {
    return directives.containsKey("no-cache");
  }

  /// For how many seconds it is fresh; empty if that is not said. What is not a number means 0: on
  /// the safe side.
  OptionalLong maxAge() {
    String value = directives.get("max-age");
    return value == null ? OptionalLong.empty() : OptionalLong.of(seconds(value));
  }

  /// A number of seconds, such as Age is; 0 if it is none.
  static long seconds(String text) {
    if (!text.matches("\\d+")) {
      return 0;
    }
    return text.length() > 10 ? SECONDS_MAX : Math.min(SECONDS_MAX, Long.parseLong(text));
  }
}
