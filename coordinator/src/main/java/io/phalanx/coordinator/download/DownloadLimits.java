package io.phalanx.coordinator.download;

/// What one download may take.
///
/// @param bytesMax length of its body
/// @param timeoutMs from its first attempt to its end, the waits between attempts included
/// @param stallMs without a byte; then the attempt has failed
/// @param redirectsMax followed one after the other
public record DownloadLimits(long bytesMax, long timeoutMs, long stallMs, int redirectsMax) {
  /// 4 GiB, an hour, half a minute, ten.
  public static final DownloadLimits DEFAULT = new DownloadLimits(4L << 30, 3_600_000, 30_000, 10);

  public DownloadLimits {
    if (bytesMax < 0 || timeoutMs < 1 || stallMs < 1 || redirectsMax < 0) {
      throw new IllegalArgumentException(
          "no limits: bytesMax="
              + bytesMax
              + ", timeoutMs="
              + timeoutMs
              + ", stallMs="
              + stallMs
              + ", redirectsMax="
              + redirectsMax);
    }
  }
}
