package io.phalanx.shared.lifecycle;

import org.jspecify.annotations.Nullable;

/// An operating fault: something outside the program failed (disk, memory, a process).
///
/// The message is for people: what failed, name=value, what to try.
public class PhalanxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// How far the fault reaches.
  public enum Category {
    /// This job fails, the cluster lives.
    JOB,
    /// This worker is replaced.
    WORKER,
    /// The process stops rather than corrupt shared state.
    FATAL
  }

  private final Category category;

  public PhalanxException(Category category, String message) {
    this(category, message, null);
  }

  public PhalanxException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /// How far the fault reaches.
  public Category category() {
    return category;
  }
}
