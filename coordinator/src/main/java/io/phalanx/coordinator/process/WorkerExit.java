package io.phalanx.coordinator.process;

/// A worker process has ended and was reaped.
///
/// @param workerId which worker
/// @param incarnation which process of that worker
/// @param exitCode its exit code; 128 + n for signal n
public record WorkerExit(int workerId, int incarnation, int exitCode) {
  private static final int SIGNAL_BASE = 128;

  /// The end in words: `exit=1` or `signal=9`.
  public String describe() {
    return exitCode > SIGNAL_BASE ? "signal=" + (exitCode - SIGNAL_BASE) : "exit=" + exitCode;
  }
}
