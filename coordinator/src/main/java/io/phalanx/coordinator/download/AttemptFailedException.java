package io.phalanx.coordinator.download;

import org.jspecify.annotations.Nullable;

/// An attempt failed in a way that another one may not.
final class AttemptFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long askedMs;

  /// @param reason what went wrong
  /// @param askedMs how long the server asks to wait; -1 if it does not
  AttemptFailedException(String reason, long askedMs, @Nullable Throwable cause) {
    super(reason, cause);
    this.askedMs = askedMs;
  }

  /// How long the server asks to wait before another attempt; -1 if it does not.
  long askedMs() {
    return askedMs;
  }

  /// What went wrong.
  String reason() {
    return String.valueOf(getMessage());
  }
}
