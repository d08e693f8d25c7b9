package io.phalanx.shared.lane;

/// How whoever uses a lane waits for mail.
@FunctionalInterface
public interface Waiting {
  /// Waits a little if a look had no find.
  ///
  /// @param workCount what the last look found
  /// @throws RuntimeException if there is nobody any more who could send something
  void idle(int workCount);
}
