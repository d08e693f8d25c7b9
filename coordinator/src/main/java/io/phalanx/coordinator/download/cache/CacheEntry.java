package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Content;
import java.net.http.HttpHeaders;

/// A response that is kept.
///
/// @param address what was asked for
/// @param content the body
/// @param validators to ask whether it is still the one
/// @param lifetime how long nobody need be asked
public record CacheEntry(
    String address, Content content, Validators validators, Lifetime lifetime) {
  /// The entry of a response to a request of this cache.
  ///
  /// @param nowMs when it came, ms since 1970
  public static CacheEntry of(String address, Content content, HttpHeaders headers, long nowMs) {
    return new CacheEntry(address, content, Validators.of(headers), Lifetime.of(headers, nowMs));
  }

  /// True if a response with these headers may be kept at all.
  public static boolean mayStore(HttpHeaders headers) {
    return !CacheControl.of(headers).noStore();
  }

  /// The same, after a server has said that it is still the one (RFC 9111, 3.2).
  ///
  /// @param headers what it has said
  public CacheEntry renewed(HttpHeaders headers, long nowMs) {
    return new CacheEntry(
        address, content, Validators.of(headers).over(validators), Lifetime.of(headers, nowMs));
  }

  /// True if nobody need be asked.
  public boolean isFresh(long nowMs) {
    return lifetime.isFresh(nowMs);
  }

  /// False if it could never be used again.
  boolean isOfUse() {
    return !validators.isEmpty() || lifetime.freshUntilMs() > lifetime.storedMs();
  }
}
