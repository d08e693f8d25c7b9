package io.phalanx.coordinator.schedule;

/// What a simulated worker tells the coordinator.
sealed interface Report {
  /// Whose report it is.
  WorkerRef worker();

  /// It takes orders.
  record Ready(WorkerRef worker) implements Report {}

  /// It found no tile left in a round.
  record Drained(WorkerRef worker, int round) implements Report {}

  /// It gave up the phase, because the kernel threw.
  record Failed(WorkerRef worker) implements Report {}
}
