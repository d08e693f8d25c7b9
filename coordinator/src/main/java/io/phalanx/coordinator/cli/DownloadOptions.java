package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.download.Backoff;
import io.phalanx.coordinator.download.DownloadLimits;
import io.phalanx.coordinator.download.DownloaderSettings;
import io.phalanx.coordinator.download.DownloaderSettings.Slots;
import io.phalanx.coordinator.download.cache.CacheSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Limits, attempts and the cache of a command that downloads.
final class DownloadOptions {
  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Downloads at the same time (default: 16).")
  private int connections = Slots.DEFAULT.total();

  @Option(
      names = "--per-host",
      paramLabel = "N",
      description = "Of them from one host (default: 6).")
  private int perHost = Slots.DEFAULT.perHost();

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Give up on a longer file, such as 100MiB (default: 4GiB).")
  private long bytesMax = DownloadLimits.DEFAULT.bytesMax();

  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "Give up on a file after so long, attempts and waits together (default: 1h).")
  private long timeoutMs = DownloadLimits.DEFAULT.timeoutMs();

  @Option(
      names = "--stall-timeout",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "An attempt has failed after so long without a byte (default: 30s).")
  private long stallMs = DownloadLimits.DEFAULT.stallMs();

  @Option(
      names = "--redirects",
      paramLabel = "N",
      description = "Follow so many one after the other (default: 10).")
  private int redirectsMax = DownloadLimits.DEFAULT.redirectsMax();

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Attempts after the first one (default: 5).")
  private int retriesMax = Backoff.DEFAULT.retriesMax();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the cache (default: downloads in the cluster's directory).")
  private @Nullable Path cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Least recently used files go when it is full (default: 1GiB).")
  private long cacheBytesMax = CacheSettings.BYTES_MAX_DEFAULT;

  @Option(names = "--no-cache", description = "Keep nothing, and take nothing from the cache.")
  private boolean uncached;

  /// @param directory where the cache is by default
  DownloaderSettings settings(Path directory) {
    Path folder = cache == null ? directory : cache;
    return new DownloaderSettings(
        new Slots(connections, perHost),
        new DownloadLimits(bytesMax, timeoutMs, stallMs, redirectsMax),
        new Backoff(retriesMax, Backoff.DEFAULT.firstMs(), Backoff.DEFAULT.longestMs()),
        new CacheSettings(folder, cacheBytesMax, !uncached));
  }
}
