package io.phalanx.coordinator.process;

import java.util.concurrent.TimeUnit;

/// One running worker process.
///
/// @param workerId which worker
/// @param incarnation how often this worker id was started, from 1
/// @param process the process
public record WorkerProcess(int workerId, int incarnation, Process process) {
  /// Ends the process at once (SIGKILL); it cannot refuse.
  public void kill() {
    process.destroyForcibly();
  }

  /// Process id.
  public long pid() {
    return process.pid();
  }

  /// Waits until the process has ended.
  ///
  /// @return false if it has not within the time
  public boolean awaitExit(long timeoutMs) throws InterruptedException {
    return process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
  }
}
