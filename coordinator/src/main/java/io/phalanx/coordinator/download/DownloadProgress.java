package io.phalanx.coordinator.download;

import java.util.List;

/// How far a downloader is, at one look.
///
/// @param underway those that were begun and are not at their end, oldest first
/// @param waiting how many have not begun
/// @param bytes received so far, all together
public record DownloadProgress(List<Underway> underway, int waiting, long bytes) {
  /// One that was begun.
  ///
  /// @param received bytes of its body so far
  /// @param expected length of its body; -1 if nobody knows
  /// @param failures attempts that failed
  public record Underway(WebAddress address, long received, long expected, int failures) {}
}
