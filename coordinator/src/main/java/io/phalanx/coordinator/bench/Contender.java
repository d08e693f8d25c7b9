package io.phalanx.coordinator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One who takes part: this project, a peer, or the machine's limit. One thread uses it.
interface Contender extends AutoCloseable {
  /// Its name in the report, one word.
  String name();

  /// What it is and how it works, in a line.
  String description();

  /// Gets ready for a task: maps, touches, starts what is to stay.
  ///
  /// @return why it does not take part; empty if it does
  /// @throws IOException if it fails
  Optional<String> prepare(BenchTask task) throws IOException;

  /// Does the task once.
  ///
  /// @throws IOException if it fails or hangs; it can be prepared again
  Run run() throws IOException;

  /// The file that a run of the task writes to.
  Path output(BenchTask task);

  /// Ends it, also in the middle of a run.
  @Override
  void close();

  /// What a run took.
  ///
  /// @param elapsedNs from the request to the moment when all of it was done
  /// @param computeMs of it the time from the order of the first tile to the end, where it is known
  /// @param result of a reduction
  record Run(long elapsedNs, @Nullable Double computeMs, @Nullable Double result) {}
}
