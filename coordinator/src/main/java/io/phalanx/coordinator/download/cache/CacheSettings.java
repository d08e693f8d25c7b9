package io.phalanx.coordinator.download.cache;

import java.nio.file.Path;

/// Where the cache is, and how large.
///
/// @param folder its folder; files in the making lie there too, cache or not
/// @param bytesMax length of all bodies together; the least recently used go first
/// @param used false to keep nothing and to take nothing from it
public record CacheSettings(Path folder, long bytesMax, boolean used) {
  /// A gibibyte.
  public static final long BYTES_MAX_DEFAULT = 1L << 30;

  public CacheSettings {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("no size of a cache: bytesMax=" + bytesMax);
    }
    folder = folder.toAbsolutePath().normalize();
  }

  /// A cache of the usual size.
  public static CacheSettings of(Path folder) {
    return new CacheSettings(folder, BYTES_MAX_DEFAULT, true);
  }
}
