package io.phalanx.coordinator.schedule;

import java.util.HashSet;
import java.util.Set;

/// Who works on the current phase of a job, in rounds.
///
/// A round begins by ordering every ready worker to claim tiles, and is over when each of them has
/// reported that it found none left, failed or died. Tiles that a dead worker left free after the
/// others had already reported are why there can be a further round.
public final class PhaseSchedule {
  private final Set<Integer> working = new HashSet<>();
  private int round;

  /// Number of the current round, from 0.
  public int round() {
    return round;
  }

  /// Begins a further round.
  public void nextRound() {
    if (!isQuiet()) {
      throw new IllegalStateException("round not over: round=" + round + ", working=" + working);
    }
    round++;
  }

  /// A worker was ordered to work in the current round.
  public void onOrdered(int workerId) {
    working.add(workerId);
  }

  /// A worker found no tile left. A report of an earlier round, or of a worker that was replaced
  /// meanwhile, changes nothing.
  public void onDrained(int workerId, int reportedRound) {
    if (reportedRound == round) {
      working.remove(workerId);
    }
  }

  /// A worker failed or died.
  public void onGone(int workerId) {
    working.remove(workerId);
  }

  /// True while this worker has not reported.
  public boolean isWorking(int workerId) {
    return working.contains(workerId);
  }

  /// True when nobody works on the phase.
  public boolean isQuiet() {
    return working.isEmpty();
  }
}
