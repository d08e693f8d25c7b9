package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.cache.HttpDate;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// How long to wait before another attempt: full jitter, a random time below a bound that doubles.
/// Many who have failed together do not come back together.
///
/// @param retriesMax attempts after the first one
/// @param firstMs bound of the first wait
/// @param longestMs bound of any wait that the server does not ask for
public record Backoff(int retriesMax, long firstMs, long longestMs) {
  /// Five, from half a second to half a minute.
  public static final Backoff DEFAULT = new Backoff(5, 500, 30_000);

  private static final int SHIFT_MAX = 30;

  public Backoff {
    if (retriesMax < 0 || firstMs < 1 || longestMs < firstMs) {
      throw new IllegalArgumentException(
          "no back-off: retriesMax="
              + retriesMax
              + ", firstMs="
              + firstMs
              + ", longestMs="
              + longestMs);
    }
  }

  /// The wait before an attempt.
  ///
  /// @param attempts made so far, at least 1
  long waitMs(int attempts, RandomGenerator random) {
    long bound = Math.min(longestMs, firstMs << Math.min(attempts - 1, SHIFT_MAX));
    return random.nextLong(Math.max(firstMs, bound) + 1);
  }

  /// What a server asks to wait, in seconds or until a date; empty if it does not.
  ///
  /// @param retryAfter the header's value
  static OptionalLong askedMs(String retryAfter, long nowMs) {
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return OptionalLong.of(Long.parseLong(text) * 1000);
    }
    OptionalLong dateMs = HttpDate.parseMs(text);
    return dateMs.isEmpty() ? dateMs : OptionalLong.of(Math.max(0, dateMs.getAsLong() - nowMs));
  }
}
