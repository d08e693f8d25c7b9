package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.cache.CacheSettings;
import java.nio.file.Path;

/// How a downloader works.
///
/// @param slots how many at the same time
/// @param limits of each download
/// @param backoff when to try again
/// @param cache what is kept
public record DownloaderSettings(
    Slots slots, DownloadLimits limits, Backoff backoff, CacheSettings cache) {
  /// How many downloads are underway at the same time. A download counts for the host of the
  /// address that was asked for, wherever it is redirected.
  ///
  /// @param total at most
  /// @param perHost at most from one host
  public record Slots(int total, int perHost) {
    /// 16 in total, 6 from one host, as browsers do.
    public static final Slots DEFAULT = new Slots(16, 6);

    private static final int TOTAL_MAX = 1024;

    public Slots {
      if (total < 1 || total > TOTAL_MAX || perHost < 1) {
        throw new IllegalArgumentException(
            "no number of downloads at the same time: total="
                + total
                + ", perHost="
                + perHost
                + ", totalMax="
                + TOTAL_MAX);
      }
    }
  }

  /// The usual ones.
  ///
  /// @param cache folder of the cache
  public static DownloaderSettings defaults(Path cache) {
    return new DownloaderSettings(
        Slots.DEFAULT, DownloadLimits.DEFAULT, Backoff.DEFAULT, CacheSettings.of(cache));
  }
}
