package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import java.util.ArrayList;
import java.util.List;

/// One phase of a job: orders workers to it, frees the tiles of those that are gone, and knows when
/// it is over, by what the ledger says and never by counting messages.
///
/// Pure: messages, processes and files are the caller's. One thread uses an instance.
public final class PhaseControl {
  /// A tile whose worker dies this often is not tried again.
  public static final int TILE_ATTEMPTS_MAX = 3;

  /// The workers of the cluster.
  public interface Workers {
    /// Those that take orders now.
    List<WorkerRef> ready();

    /// Tells some of them to claim tiles of the phase.
    void order(List<WorkerRef> workers, int round);
  }

  /// Brings the matrix to a known state where a tile was left in the works.
  public interface Recovery {
    /// Ends the block that was in the works. Called only once who claimed the tile is gone for
    /// good; may be called again.
    ///
    /// @return how many units of the tile are changed now, every other one being untouched
    /// @throws RuntimeException if that cannot be known
    long unitsDone(int tile, TileState claimed);
  }

  /// How far the phase is.
  public enum Progress {
    /// Tiles are left, or workers at it.
    WORKING,
    /// Every tile is done.
    DONE,
    /// It was halted, nobody works on it, and no tile is left half changed that could be finished.
    STOPPED
  }

  /// A tile that was given back.
  ///
  /// @param tile the tile
  /// @param state what it was when its worker was lost
  /// @param unitsDone how many of its units are changed already
  /// @param beganNs when it was claimed, ns since 1970
  public record Freed(int tile, TileState state, long unitsDone, long beganNs) {
    /// True if it is not to be tried again.
    public boolean isDeadly() {
      return state.attempts() >= TILE_ATTEMPTS_MAX;
    }
  }

  private final TileLedger ledger;
  private final Workers workers;
  private final Recovery recovery;
  private final PhaseSchedule schedule = new PhaseSchedule();

  public PhaseControl(TileLedger ledger, Workers workers, Recovery recovery) {
    this.ledger = ledger;
    this.workers = workers;
    this.recovery = recovery;
  }

  /// Orders every ready worker to the phase.
  public void begin() {
    order(workers.ready());
  }

  /// A worker joins: a replacement, or one that started late.
  public void onReady(WorkerRef worker) {
    if (!schedule.isWorking(worker) && !ledger.isHalted()) {
      order(List.of(worker));
    }
  }

  /// A worker found no tile left in a round.
  public void onDrained(WorkerRef worker, int round) {
    schedule.onDrained(worker, round);
  }

  /// A worker gave up, or is gone for good in order; what it had claimed stays claimed.
  public void onQuit(WorkerRef worker) {
    schedule.onGone(worker);
  }

  /// A worker process has ended and was reaped: nobody else touches what it had claimed, which is
  /// free for others from now on.
  public List<Freed> onLost(WorkerRef worker) {
    schedule.onGone(worker);
    List<Freed> freed = new ArrayList<>();
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      TileState state = ledger.state(tile);
      if (worker.has(state)) {
        long beganNs = ledger.beganNs(tile);
        long unitsDone = recovery.unitsDone(tile, state);
        ledger.release(tile, unitsDone);
        freed.add(new Freed(tile, state, unitsDone, beganNs));
      }
    }
    return freed;
  }

  /// Frees every claimed tile after all processes that could have claimed one are gone, as those of
  /// a dead coordinator. It was not the tiles that ended them, so the claims don't count.
  ///
  /// @throws IllegalStateException if a worker is at the phase: what it has is not to be touched
  public List<Freed> takeBackAll() {
    if (!schedule.isQuiet()) {
      throw new IllegalStateException("workers are at the phase: round=" + schedule.round());
    }
    List<Freed> freed = new ArrayList<>();
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      TileState state = ledger.state(tile);
      if (state.stage() == Stage.CLAIMED) {
        long beganNs = ledger.beganNs(tile);
        long unitsDone = recovery.unitsDone(tile, state);
        ledger.takeBack(tile, unitsDone);
        freed.add(new Freed(tile, state, unitsDone, beganNs));
      }
    }
    return freed;
  }

  /// Begins no further tile; those that were begun are finished.
  public void halt() {
    ledger.halt();
  }

  /// Begins no tile, and finishes none that no worker is at.
  public void freeze() {
    ledger.freeze();
  }

  /// Moves on where everybody has reported.
  public Progress advance() {
    if (!schedule.isQuiet()) {
      return Progress.WORKING;
    }
    if (ledger.count(Stage.DONE) == ledger.tileCount()) {
      return Progress.DONE;
    }
    if (ledger.isHalted() && (ledger.isFrozen() || ledger.countBegun() == 0)) {
      return Progress.STOPPED;
    }
    List<WorkerRef> ready = workers.ready();
    if (!ready.isEmpty()) {
      schedule.nextRound();
      order(ready);
    }
    return Progress.WORKING;
  }

  private void order(List<WorkerRef> ordered) {
    ordered.forEach(schedule::onOrdered);
    workers.order(ordered, schedule.round());
  }
}
