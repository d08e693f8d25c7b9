package io.phalanx.coordinator.process;

import java.util.concurrent.CompletableFuture;
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

  /// True until the process has ended.
  public boolean isAlive() {
    return process.isAlive();
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

  /// Completes when the process has ended.
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }
}
