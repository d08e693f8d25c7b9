package io.phalanx.shared.protocol;

import org.jspecify.annotations.Nullable;

/// What is known of a task: how far it is, or what came of it.
///
/// @param taskId the task
/// @param name which task was asked for
/// @param state how far it is
/// @param attempts how often it was begun
/// @param worker who was at it last, or [#NO_WORKER]
/// @param times when what happened
/// @param outcome what came of it
public record TaskRecord(
    long taskId,
    String name,
    TaskState state,
    int attempts,
    int worker,
    Times times,
    Outcome outcome) {
  /// Stands for the worker of a task that no worker has begun.
  public static final int NO_WORKER = -1;

  private static final String PREFIX = "t";

  /// The id as people write it.
  public static String idText(long taskId) {
    return PREFIX + taskId;
  }

  /// Reads what [#idText] writes.
  ///
  /// @throws IllegalArgumentException if it is no id
  public static long parseId(String text) {
    if (!text.matches(PREFIX + "[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          "no id of a task: task=" + text + ", wanted=" + PREFIX + "1, " + PREFIX + "2, ...");
    }
    return Long.parseLong(text.substring(PREFIX.length()));
  }

  /// When what happened.
  ///
  /// @param submittedMs when it was taken in, ms since 1970
  /// @param endedMs when it came to its end, ms since 1970; 0 if it has not
  /// @param runNs how long its last attempt ran, ns; 0 if that is not known
  public record Times(long submittedMs, long endedMs, long runNs) {}

  /// What came of a task.
  ///
  /// @param result the JSON that it returned; null if there is none, or it is in a file
  /// @param resultFile absolute path of the file with the JSON that it returned; null for none
  /// @param error what went wrong, for people; null if nothing did
  public record Outcome(
      @Nullable String result, @Nullable String resultFile, @Nullable String error) {
    /// Nothing has come of it yet.
    public static final Outcome NONE = new Outcome(null, null, null);

    /// Something went wrong.
    public static Outcome failed(String error) {
      return new Outcome(null, null, error);
    }
  }
}
