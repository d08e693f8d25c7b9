package io.phalanx.coordinator.download;

import io.phalanx.shared.lifecycle.PhalanxException;
import org.jspecify.annotations.Nullable;

/// A download that failed for good. The message is for people.
public final class DownloadException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  /// @param reason what went wrong, with values
  /// @param advice what to try
  DownloadException(WebAddress address, String reason, String advice, @Nullable Throwable cause) {
    super(
        Category.JOB,
        "cannot download: url=" + address + ", cause=" + reason + "; " + advice,
        cause);
  }

  DownloadException(WebAddress address, String reason, String advice) {
    this(address, reason, advice, null);
  }
}
