package io.phalanx.coordinator.chaos;

/// What is done to a cluster.
public enum Harm {
  /// SIGKILL to a worker.
  KILL_WORKER,
  /// SIGSTOP to a worker, which must be noticed by its silence.
  STOP_WORKER,
  /// SIGSTOP to a worker and soon after SIGCONT, which must do no harm.
  PAUSE_WORKER,
  /// SIGKILL to the coordinator, and a new one that goes on.
  KILL_COORDINATOR
}
