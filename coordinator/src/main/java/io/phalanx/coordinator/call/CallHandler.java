package io.phalanx.coordinator.call;

/// Runs commands for callers.
public interface CallHandler {
  /// Returned by [Prepared#run] for a command that the caller is to run itself; nothing has
  /// happened then.
  int ELSEWHERE = -1;

  /// Does what a first call would have to wait for.
  void rehearse();

  /// Gets ready for one call, on the thread that will run it.
  Prepared prepare();

  /// All that is needed to run a command.
  interface Prepared {
    /// Runs a command.
    ///
    /// @return its exit code, or [#ELSEWHERE]
    int run(ServedCaller caller);
  }
}
