package io.phalanx.worker;

import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;

/// Counts how long a worker works and how long it waits.
final class DutyTimes {
  private final WorkerCounters counters;
  private long turnStartNs;

  DutyTimes(WorkerCounters counters, long nowNs) {
    this.counters = counters;
    this.turnStartNs = nowNs;
  }

  /// Books the time since the last turn ended, the caller's idling included.
  void endTurn(boolean busy) {
    long nowNs = System.nanoTime();
    counters.add(busy ? WorkerCounter.BUSY_NS : WorkerCounter.IDLE_NS, nowNs - turnStartNs);
    turnStartNs = nowNs;
  }
}
