package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.DownloaderSettings.Slots;
import io.phalanx.coordinator.download.cache.CacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server, a folder, a cache, a clock that stands still, and waits that take no time.
final class Workshop implements AutoCloseable {
  /// Sunday, 06 Nov 1994 08:49:37 GMT, the date of the examples of RFC 9110.
  static final long START_MS = 784_111_777_000L;

  final RudeServer server;
  final Path folder;
  final Path cache;
  final AtomicLong nowMs = new AtomicLong(START_MS);

  /// How long it would have waited.
  final List<Long> waitsMs = new CopyOnWriteArrayList<>();

  private DownloadLimits limits = DownloadLimits.DEFAULT;
  private Slots slots = Slots.DEFAULT;
  private long cacheBytesMax = CacheSettings.BYTES_MAX_DEFAULT;
  private @Nullable Downloader downloader;

  Workshop(Path root) throws IOException {
    server = RudeServer.start();
    folder = Files.createDirectories(root.resolve("to"));
    cache = root.resolve("cache");
  }

  Workshop with(DownloadLimits other) {
    limits = other;
    return this;
  }

  Workshop with(Slots other) {
    slots = other;
    return this;
  }

  Workshop withCacheOf(long bytesMax) {
    cacheBytesMax = bytesMax;
    return this;
  }

  DownloaderSettings settings() {
    return new DownloaderSettings(
        slots, limits, new Backoff(3, 100, 1_000), new CacheSettings(cache, cacheBytesMax, true));
  }

  /// The downloader that is open.
  Downloader downloader() {
    if (downloader == null) {
      downloader = open();
    }
    return downloader;
  }

  /// Another one.
  Downloader open() {
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    return Downloader.open(
        settings(),
        new Surroundings(
            clock,
            new SplittableRandom(7),
            (ms, action, timer) -> {
              waitsMs.add(ms);
              return timer.schedule(action, 0, TimeUnit.MILLISECONDS);
            }));
  }

  /// Closes the downloader; the next one finds its cache.
  void restart() {
    if (downloader != null) {
      downloader.close();
      downloader = null;
    }
  }

  DownloadRequest request(String path) {
    return DownloadRequest.of(server.url(path), folder);
  }

  DownloadResult get(String path) {
    return downloader().submit(request(path)).join();
  }

  DownloadResult.Source source(String path) {
    return get(path).passage().source();
  }

  /// Names in the folder, hidden ones too.
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// Files in a part of the cache.
  List<Path> cached(String part) throws IOException {
    try (Stream<Path> files = Files.walk(cache.resolve(part))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    restart();
    server.close();
  }
}
