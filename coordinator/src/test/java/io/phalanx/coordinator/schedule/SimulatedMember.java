package io.phalanx.coordinator.schedule;

/// A worker process as the coordinator knows it.
final class SimulatedMember {
  private final SimulatedWorker process;
  private final long startedMs;
  private boolean ready;

  SimulatedMember(SimulatedWorker process, long startedMs) {
    this.process = process;
    this.startedMs = startedMs;
  }

  SimulatedWorker process() {
    return process;
  }

  WorkerRef ref() {
    return process.ref();
  }

  /// When it started or last beat, ms since 1970.
  long lastSignMs() {
    return Math.max(startedMs, process.beatMs());
  }

  boolean isReady() {
    return ready;
  }

  void markReady() {
    ready = true;
  }
}
