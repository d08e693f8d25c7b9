package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.api.Cluster;
import java.io.IOException;

/// What is done again and again at every point.
public interface Work extends AutoCloseable {
  /// What it is, for people.
  String title();

  /// What one measurement hands out, in words.
  String unit();

  /// True if amounts are tasks, not bytes.
  boolean isOfTasks();

  /// Makes its input, on whichever cluster is there first.
  ///
  /// @throws IOException if it cannot be made
  void prepare(Cluster cluster) throws IOException;

  /// Makes ready for it on a cluster.
  Lane on(Cluster cluster);

  @Override
  void close();

  /// The work on one cluster. One thread uses it.
  interface Lane extends AutoCloseable {
    /// Does it once, on input that may have been changed by it before.
    ///
    /// @throws IOException if it fails
    Sample warm(TunePoint point) throws IOException;

    /// Does it once, on its input as it was.
    ///
    /// @throws IOException if it fails
    Sample measure(TunePoint point) throws IOException;

    @Override
    void close();
  }
}
