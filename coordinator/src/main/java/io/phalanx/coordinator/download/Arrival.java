package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.DownloadResult.Source;
import io.phalanx.coordinator.download.body.Body;
import io.phalanx.coordinator.download.body.PartFile;
import org.jspecify.annotations.Nullable;

/// A body that has come, open, and what is to be removed when it was handed out.
///
/// @param body the body
/// @param source where it came from
/// @param protocol of the last answer; empty if nobody was asked
/// @param part the file it was received into; null if the cache had it
record Arrival(Body body, Source source, String protocol, @Nullable PartFile part)
    implements AutoCloseable {
  @Override
  public void close() {
    body.close();
    if (part != null) {
      part.close();
    }
  }
}
