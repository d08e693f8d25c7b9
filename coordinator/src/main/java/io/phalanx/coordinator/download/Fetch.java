package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.DownloadResult.Source;
import io.phalanx.coordinator.download.body.Body;
import io.phalanx.coordinator.download.body.Content;
import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.body.ImageHeader;
import io.phalanx.coordinator.download.body.PartFile;
import io.phalanx.coordinator.download.cache.CacheEntry;
import io.phalanx.coordinator.download.cache.HttpCache;
import io.phalanx.coordinator.download.cache.HttpCache.Kept;
import io.phalanx.coordinator.download.cache.Validators;
import io.phalanx.shared.config.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One attempt to get what lies at an address: from the cache, or from the server, wherever that
/// sends us.
///
/// @param client that follows no redirects itself
/// @param cache what is kept
/// @param limits of each download
/// @param clock for what is fresh
record Fetch(HttpClient client, HttpCache cache, DownloadLimits limits, InstantSource clock) {
  private static final int OK = 200;
  private static final int NON_AUTHORITATIVE = 203;
  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int CHUNK_BYTES = 1 << 16;

  /// Makes the attempt. Its thread may be interrupted.
  ///
  /// @throws AttemptFailedException if another one may do better
  /// @throws DownloadException if none will
  Arrival attempt(Flight flight, Watch watch)
      throws AttemptFailedException, IOException, InterruptedException {
    WebAddress address = flight.address();
    for (int redirects = 0; redirects <= limits.redirectsMax(); redirects++) {
      Hop hop = hop(flight, watch, address);
      if (hop.arrival() != null) {
        return hop.arrival();
      }
      address = target(flight, address, hop.location());
    }
    throw new DownloadException(
        flight.address(),
        "too many redirects: redirectsMax=" + limits.redirectsMax() + ", last=" + address,
        "open the address in a browser to see where it leads");
  }

  /// What one answer led to.
  ///
  /// @param arrival the body; null if the answer sends us elsewhere
  /// @param location where to
  private record Hop(@Nullable Arrival arrival, String location) {}

  private Hop hop(Flight flight, Watch watch, WebAddress address)
      throws AttemptFailedException, IOException, InterruptedException {
    watch.local();
    Kept kept = cache.find(address.toString()).orElse(null);
    boolean handedOn = false;
    try {
      if (kept != null && kept.entry().isFresh(clock.millis())) {
        cache.used(address.toString());
        handedOn = true;
        return new Hop(new Arrival(kept.body(), Source.CACHED, "", null), "");
      }
      HttpRequest request = request(address, kept);
      watch.progress();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      watch.progress();
      try (InputStream stream = response.body()) {
        if (response.statusCode() == NOT_MODIFIED && kept != null) {
          Arrival arrival = stillTheOne(kept, response);
          handedOn = true;
          return new Hop(arrival, "");
        }
        return answered(flight, watch, response, stream);
      }
    } finally {
      if (kept != null && !handedOn) {
        kept.body().close();
      }
    }
  }

  private Hop answered(
      Flight flight, Watch watch, HttpResponse<InputStream> response, InputStream stream)
      throws AttemptFailedException, IOException {
    int status = response.statusCode();
    if (status == OK || status == NON_AUTHORITATIVE) {
      return new Hop(receive(flight, watch, response, stream), "");
    }
    if (REDIRECTS.contains(status)) {
      return new Hop(null, response.headers().firstValue("Location").orElse(""));
    }
    if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
      OptionalLong askedMs =
          response
              .headers()
              .firstValue("Retry-After")
              .map(value -> Backoff.askedMs(value, clock.millis()))
              .orElse(OptionalLong.empty());
      throw new AttemptFailedException("status=" + status, askedMs.orElse(-1), null);
    }
    throw new DownloadException(
        flight.address(), "status=" + status, "check the address, and whether it is public");
  }

  private static HttpRequest request(WebAddress address, @Nullable Kept kept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .header("User-Agent", "phalanx")
            .header("Accept", "*/*")
            // What is kept is the body itself.
            .header("Accept-Encoding", "identity");
    if (kept != null) {
      Validators validators = kept.entry().validators();
      if (validators.etag() != null) {
        request.header("If-None-Match", validators.etag());
      }
      if (validators.lastModified() != null) {
        request.header("If-Modified-Since", validators.lastModified());
      }
    }
    return request.build();
  }

  private Arrival stillTheOne(Kept kept, HttpResponse<?> response) {
    cache.renew(kept.entry().renewed(response.headers(), clock.millis()));
    return new Arrival(kept.body(), Source.REVALIDATED, protocol(response), null);
  }

  private Arrival receive(
      Flight flight, Watch watch, HttpResponse<InputStream> response, InputStream stream)
      throws AttemptFailedException, IOException {
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    requireSize(flight, length);
    flight.expect(length);
    PartFile part = cache.newPart();
    boolean arrived = false;
    try {
      MessageDigest digest = Sha256.digest();
      long received =
          copy(
              stream,
              part,
              digest,
              count -> {
                watch.progress();
                flight.receive(count);
                requireSize(flight, count);
              });
      watch.local();
      if (length >= 0 && received != length) {
        throw new AttemptFailedException(
            "the body was cut off: bytes=" + received + ", expected=" + length, -1, null);
      }
      String type = response.headers().firstValue("Content-Type").orElse("");
      Content content =
          new Content(
              Hash.of(digest.digest()), received, type, ImageHeader.read(part.path()).orElse(null));
      keep(
          CacheEntry.of(address(response), content, response.headers(), clock.millis()),
          response,
          part);
      Body body = new Body(part.path(), part.channel(), content);
      arrived = true;
      return new Arrival(body, Source.FETCHED, protocol(response), part);
    } finally {
      if (!arrived) {
        part.close();
      }
    }
  }

  private void keep(CacheEntry entry, HttpResponse<?> response, PartFile part) {
    if (CacheEntry.mayStore(response.headers())) {
      cache.store(entry, part);
    } else {
      cache.drop(entry.address());
    }
  }

  /// Told how many bytes have come so far.
  private interface Counter {
    void count(long bytes);
  }

  private static long copy(InputStream stream, PartFile part, MessageDigest digest, Counter counter)
      throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long received = 0;
    for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
      received += count;
      counter.count(received);
      digest.update(chunk, 0, count);
      part.write(ByteBuffer.wrap(chunk, 0, count));
    }
    return received;
  }

  private void requireSize(Flight flight, long bytes) {
    if (bytes > limits.bytesMax()) {
      throw new DownloadException(
          flight.address(),
          "too large: bytes=" + bytes + " or more, bytesMax=" + limits.bytesMax(),
          "allow more with --max-size");
    }
  }

  private WebAddress target(Flight flight, WebAddress address, String location) {
    try {
      return address.redirected(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadException(
          flight.address(), String.valueOf(e.getMessage()), "tell whoever runs the server", e);
    }
  }

  private static String address(HttpResponse<?> response) {
    return new WebAddress(response.request().uri()).toString();
  }

  private static String protocol(HttpResponse<?> response) {
    return response.version() == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
  }
}
