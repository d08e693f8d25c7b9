package io.phalanx.coordinator.jobs.trace;

/// One worker process from its start to its end.
///
/// @param worker its id
/// @param incarnation which process of that worker, from 1
/// @param pid its process id
/// @param launchedMs when its JVM was started, ms since 1970
/// @param readyMs when it took orders; 0 before
/// @param endedMs when it was reaped; 0 before
public record WorkerLife(
    int worker, int incarnation, long pid, long launchedMs, long readyMs, long endedMs) {
  /// A process that was just started.
  public static WorkerLife launched(int worker, int incarnation, long pid, long nowMs) {
    return new WorkerLife(worker, incarnation, pid, nowMs, 0, 0);
  }

  /// Takes orders from now on.
  public WorkerLife ready(long nowMs) {
    return new WorkerLife(worker, incarnation, pid, launchedMs, nowMs, endedMs);
  }

  /// Was reaped.
  public WorkerLife ended(long nowMs) {
    return new WorkerLife(worker, incarnation, pid, launchedMs, readyMs, nowMs);
  }

  /// True if it is the process.
  boolean is(int ofWorker, int ofIncarnation) {
    return worker == ofWorker && incarnation == ofIncarnation;
  }
}
