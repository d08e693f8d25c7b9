package io.phalanx.worker.side;

/// A duty cycle on a thread of its own, which opens, runs and closes it.
public interface SideAgent extends AutoCloseable {
  /// One turn.
  ///
  /// @return how much was done; 0 lets the caller idle
  int doWork();

  @Override
  void close();
}
