package io.phalanx.coordinator.download.cache;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// What a server is asked with, whether a body is still the one.
///
/// @param etag the tag, as the server has written it; null if it has none
/// @param lastModified the date, likewise
public record Validators(@Nullable String etag, @Nullable String lastModified) {
  static Validators of(HttpHeaders headers) {
    return new Validators(
        headers.firstValue("ETag").orElse(null), headers.firstValue("Last-Modified").orElse(null));
  }

  /// True if there is nothing to ask with.
  public boolean isEmpty() {
    return etag == null && lastModified == null;
  }

  /// These, where they say something, else those of before.
  Validators over(Validators before) {
    return isEmpty() ? before : this;
  }
}
