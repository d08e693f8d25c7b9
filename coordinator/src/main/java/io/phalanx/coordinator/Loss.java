package io.phalanx.coordinator;

import io.phalanx.coordinator.process.WorkerExit;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a worker process ended.
///
/// @param how in words
/// @param cause as far as it is known; null if it is not
/// @param atMs when it was reaped, ms since 1970
/// @param lastLines of its log
/// @param postMortem the record of it; null of one that was told to stop
record Loss(
    String how,
    @Nullable String cause,
    long atMs,
    List<String> lastLines,
    @Nullable Path postMortem) {
  /// Log lines in the report of the job that it ends.
  private static final int REPORTED_LINES_MAX = 3;

  Loss {
    lastLines = List.copyOf(lastLines);
  }

  /// Of one that was told to stop.
  static Loss ordered(WorkerExit exit) {
    return new Loss(exit.describe(), null, System.currentTimeMillis(), List.of(), null);
  }

  /// The last lines of its log, as many as a report has.
  List<String> reportedLines() {
    return lastLines.subList(Math.max(0, lastLines.size() - REPORTED_LINES_MAX), lastLines.size());
  }
}
