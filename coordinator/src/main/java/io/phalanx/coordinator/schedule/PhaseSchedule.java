package io.phalanx.coordinator.schedule;

import java.util.HashMap;
import java.util.Map;

/// Who works on the current phase of a job, in rounds.
///
/// A round begins by ordering every ready worker to claim tiles, and is over when each of them has
/// reported that it found none left, failed or died. Tiles that a dead worker left free after the
/// others had already reported are why there can be a further round.
public final class PhaseSchedule {
  /// Incarnation by worker.
  private final Map<Integer, Integer> working = new HashMap<>();

  private int round;

  /// Number of the current round, from 0.
  public int round() {
    return round;
  }

  /// Begins a further round.
  public void nextRound() {
    if (!isQuiet()) {
      throw new IllegalStateException(
          "round not over: round=" + round + ", working=" + working.keySet());
    }
    round++;
  }

  /// A worker was ordered to work in the current round.
  public void onOrdered(WorkerRef worker) {
    working.put(worker.workerId(), worker.incarnation());
  }

  /// A worker found no tile left. A report of an earlier round, or of a process that was replaced
  /// meanwhile, changes nothing.
  public void onDrained(WorkerRef worker, int reportedRound) {
    if (reportedRound == round) {
      onGone(worker);
    }
  }

  /// A worker failed or died.
  public void onGone(WorkerRef worker) {
    working.remove(worker.workerId(), worker.incarnation());
  }

  /// True while this worker has not reported.
  public boolean isWorking(WorkerRef worker) {
    return Integer.valueOf(worker.incarnation()).equals(working.get(worker.workerId()));
  }

  /// True when nobody works on the phase.
  public boolean isQuiet() {
    return working.isEmpty();
  }
}
