package io.phalanx.coordinator.call;

import java.util.List;

/// Runs commands for callers.
public interface CallHandler {
  /// Returned by [#run] for a command that the caller is to run itself; nothing has happened then.
  int ELSEWHERE = -1;

  /// Runs a command.
  ///
  /// @param words the command line
  /// @return its exit code, or [#ELSEWHERE]
  int run(ServedCaller caller, List<String> words);

  /// Called once before the first call, to get ready.
  void rehearse();
}
