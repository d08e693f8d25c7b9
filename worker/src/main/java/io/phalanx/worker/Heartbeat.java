package io.phalanx.worker;

import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import java.util.concurrent.TimeUnit;

/// Shows through a counter that the worker's thread still turns.
final class Heartbeat {
  private final WorkerCounters counters;
  private final long intervalNs;
  private long dueNs;

  Heartbeat(WorkerCounters counters, long intervalMs) {
    this.counters = counters;
    this.intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
    this.dueNs = System.nanoTime();
  }

  WorkerCounters counters() {
    return counters;
  }

  /// Beats where it is time to. That is no work: an idle worker beats too.
  void beatIfDue(long nowNs) {
    if (nowNs - dueNs >= 0) {
      counters.set(WorkerCounter.HEARTBEAT_MS, System.currentTimeMillis());
      dueNs = nowNs + intervalNs;
    }
  }
}
