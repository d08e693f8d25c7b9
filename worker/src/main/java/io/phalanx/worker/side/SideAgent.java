package io.phalanx.worker.side;

/// A duty cycle on a thread of its own, which opens, runs and closes it.
public interface SideAgent extends AutoCloseable {
  /// One turn.
  ///
  /// @return how much was done; 0 lets the caller idle
  int doWork();

  /// Has it begin nothing new from the next turn on. Without effect the second time.
  void retire();

  /// True if everything that it has to say was said, and it is at nothing. Once it was told to
  /// [retire][#retire] and has had a turn without work, nothing comes after that.
  boolean isAtRest();

  @Override
  void close();
}
