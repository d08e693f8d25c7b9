package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.body.Content;
import java.nio.file.Path;

/// A file that is there, whole.
///
/// @param request who asked for it
/// @param file where it is
/// @param content what it holds
/// @param passage how it came
public record DownloadResult(DownloadRequest request, Path file, Content content, Passage passage) {
  /// Where a body came from.
  public enum Source {
    /// The server sent it.
    FETCHED,
    /// The cache had it, and nobody needed to be asked.
    CACHED,
    /// The cache had it, and the server said that it is still the one.
    REVALIDATED
  }

  /// How a body came.
  ///
  /// @param source where from
  /// @param protocol of the last answer, such as `HTTP/2`; empty if nobody was asked
  /// @param attempts how many it took
  /// @param ns from the first attempt to the end
  public record Passage(Source source, String protocol, int attempts, long ns) {}
}
