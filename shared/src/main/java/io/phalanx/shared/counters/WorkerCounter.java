package io.phalanx.shared.counters;

/// What is counted for each worker.
public enum WorkerCounter {
  /// Ordinal of a [WorkerState]; written by the worker, and by the coordinator once it is reaped.
  STATE("state"),
  /// Process id.
  PID("pid"),
  /// How often this worker id was started, from 1; written by the coordinator before the start.
  INCARNATION("incarnation"),
  /// Last sign of life, ms since 1970.
  HEARTBEAT_MS("heartbeat-ms"),
  /// Tiles finished since the cluster started.
  TILES("tiles"),
  /// Bytes read and written by finished tiles.
  BYTES("bytes"),
  /// Time spent on tiles, ns.
  BUSY_NS("busy-ns"),
  /// Time spent waiting, ns.
  IDLE_NS("idle-ns"),
  /// Number of the task that it is at; 0 for none. A process that is killed leaves it behind.
  TASK("task"),
  /// Tasks that it has come to the end of since the cluster started.
  TASKS("tasks"),
  /// How often it was replaced since the cluster started.
  RESTARTS("restarts");

  private final String label;

  WorkerCounter(String label) {
    this.label = label;
  }

  String label(int workerId) {
    return "worker-" + workerId + "." + label;
  }
}
