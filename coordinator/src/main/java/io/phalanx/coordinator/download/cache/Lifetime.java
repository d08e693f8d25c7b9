package io.phalanx.coordinator.download.cache;

import java.net.http.HttpHeaders;
import java.util.OptionalLong;

/// From when to when a response is as good as a new one.
///
/// @param storedMs when it came, ms since 1970
/// @param freshUntilMs until when nobody need be asked; not after `storedMs` if always
public record Lifetime(long storedMs, long freshUntilMs) {
  /// What a response says of itself, to a cache of one user (RFC 9111, 4.2). Nothing is guessed
  /// where it says nothing.
  ///
  /// @param nowMs when it came, ms since 1970
  static Lifetime of(HttpHeaders headers, long nowMs) {
    CacheControl control = CacheControl.of(headers);
    boolean anyRequest = headers.allValues("Vary").stream().anyMatch(line -> line.contains("*"));
    if (control.noCache() || anyRequest) {
      return new Lifetime(nowMs, nowMs);
    }
    OptionalLong maxAge = control.maxAge();
    long lifeMs = maxAge.isPresent() ? maxAge.getAsLong() * 1000 : expiresAfterMs(headers, nowMs);
    long dateMs = dateMs(headers, "Date", nowMs);
    long ageMs = CacheControl.seconds(headers.firstValue("Age").orElse("0").strip()) * 1000;
    return new Lifetime(nowMs, nowMs + lifeMs - Math.max(ageMs, Math.max(0, nowMs - dateMs)));
  }

  /// True if nobody need be asked. A clock that was set back makes nothing fresh.
  boolean isFresh(long nowMs) {
    return storedMs <= nowMs && nowMs < freshUntilMs;
  }

  /// An Expires that is no date has passed.
  private static long expiresAfterMs(HttpHeaders headers, long nowMs) {
    long expiresMs = dateMs(headers, "Expires", Long.MIN_VALUE);
    return expiresMs == Long.MIN_VALUE ? 0 : expiresMs - dateMs(headers, "Date", nowMs);
  }

  private static long dateMs(HttpHeaders headers, String name, long otherwise) {
    return headers
        .firstValue(name)
        .map(HttpDate::parseMs)
        .orElse(OptionalLong.empty())
        .orElse(otherwise);
  }
}
