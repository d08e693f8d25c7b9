package io.phalanx.coordinator.schedule;

import io.phalanx.coordinator.schedule.PhaseControl.Freed;
import io.phalanx.coordinator.schedule.PhaseControl.Progress;
import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.RedoState;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileSteps;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A coordinator process with one job of one phase: does with [PhaseControl] what the real job
/// does, in any order that the dice want.
///
/// Where it dies in the middle of something, [CutShort] is thrown.
final class SimulatedCoordinator {
  private static final int TWICE_ONE_IN = 2;

  private final World world;
  private final SimulatedCrew crew;
  private @Nullable PhaseControl control;
  private boolean failed;
  private boolean cancelled;
  private boolean interrupted;

  SimulatedCoordinator(World world) {
    this.world = world;
    this.crew = new SimulatedCrew(world);
  }

  /// Starts with its workers. The job goes on where a coordinator before this one left it.
  static SimulatedCoordinator launch(World world) {
    SimulatedCoordinator coordinator = new SimulatedCoordinator(world);
    coordinator.crew.launchAll();
    return coordinator;
  }

  SimulatedCrew crew() {
    return crew;
  }

  /// True once the job was begun or resumed.
  boolean isAtTheJob() {
    return control != null;
  }

  /// Hears one of the reports, now and then.
  void hear() {
    if (world.reports().isEmpty() || !world.dice().oneIn(world.scenario().hearsOneIn())) {
      return;
    }
    ReportsUnderway reports = world.reports();
    Report report =
        world.scenario().hearsLatestFirst() ? reports.takeLatest() : reports.takeAny(world.dice());
    // A process is ready once; what it tells of a round may be told again.
    if (!(report instanceof Report.Ready) && world.dice().oneIn(TWICE_ONE_IN)) {
      world.saw(Happening.REPORT_ARRIVED_TWICE);
      reports.sendLate(report);
    }
    onReport(report);
  }

  /// Reaps one worker that has died, and starts another in its place.
  void reap() {
    WorkerRef lost = crew.findDead();
    if (lost == null) {
      return;
    }
    if (world.dice().oneIn(2)) {
      world.reports().takeAllOf(lost).forEach(this::onReport);
    }
    if (control != null) {
      control.onLost(lost).forEach(this::onFreed);
    }
    crew.replace(lost);
  }

  /// Moves the job on.
  ///
  /// @return how it ended; null if it goes on
  @Nullable Ending advance() {
    if (control == null) {
      if (!crew.ready().isEmpty()) {
        goOn();
      }
      return null;
    }
    Progress progress;
    try {
      progress = control.advance();
    } catch (CutShort e) {
      return abandon(control);
    }
    return switch (progress) {
      case WORKING -> null;
      case STOPPED -> endEarly(control);
      case DONE -> failed || cancelled ? endEarly(control) : Ending.DONE;
    };
  }

  /// Somebody cancels the job.
  void cancel() {
    if (control != null) {
      cancelled = true;
      control.halt();
    }
  }

  /// The cluster is stopped, and does not wait for the job.
  void interrupt() {
    if (control != null) {
      interrupted = true;
      control.freeze();
    }
  }

  /// Takes the job up, whether anybody was at it before or not.
  private void goOn() {
    world.files().ledger().unhalt();
    control = new PhaseControl(world.files().ledger(), crew, this::unitsDone);
    control.takeBackAll();
    world.files().requireThatNobodyHasATile();
    world.files().requireWhatTheLedgerSays();
    control.begin();
  }

  private Ending endEarly(PhaseControl ended) {
    ended.takeBackAll();
    if (!failed && !cancelled && !interrupted) {
      throw new AssertionError("stopped, and nobody asked for it");
    }
    return failed ? Ending.FAILED : cancelled ? Ending.CANCELLED : Ending.INTERRUPTED;
  }

  /// Gives up a job of which an order could not be sent, while workers may be at it.
  private static Ending abandon(PhaseControl given) {
    given.freeze();
    try {
      given.takeBackAll();
      return Ending.FAILED;
    } catch (IllegalStateException e) {
      return Ending.ABANDONED; // what they have is theirs
    }
  }

  private void onReport(Report report) {
    if (!crew.isCurrent(report.worker())) {
      world.saw(Happening.REPORT_OF_A_DEAD_WORKER);
    }
    switch (report) {
      case Report.Ready ready -> onReady(ready.worker());
      case Report.Drained drained -> {
        if (control != null) {
          control.onDrained(drained.worker(), drained.round());
        }
      }
      case Report.Failed gaveUp -> {
        if (control != null) {
          control.onQuit(gaveUp.worker());
          fail();
        }
      }
    }
  }

  private void onReady(WorkerRef worker) {
    if (crew.isCurrent(worker)) {
      crew.markReady(worker);
      if (control != null) {
        control.onReady(worker);
      }
    }
  }

  private void onFreed(Freed freed) {
    world.files().requireTransformed(freed.tile(), freed.unitsDone());
    if (freed.isDeadly() && world.scenario().failsWhenDeadly()) {
      world.saw(Happening.TILE_IS_DEADLY);
      fail();
    }
  }

  private void fail() {
    failed = true;
    if (control != null) {
      control.freeze();
    }
  }

  /// Ends what a dead worker had in the works, or dies over it.
  private long unitsDone(int tile, TileState claimed) {
    RedoFile redo = world.files().redo(claimed.workerId());
    note(tile, redo.state());
    SimulatedBlocks blocks = world.files().blocks(redo);
    boolean dies = world.faults().strikesRecovery();
    if (dies) {
      blocks.cutAfter(world.anyCut());
    }
    long unitsDone =
        new TileSteps(world.files().ledger(), redo, blocks)
            .recover(tile, world.files().first(tile), world.files().limit(tile));
    if (dies) {
      throw new CutShort();
    }
    return unitsDone;
  }

  private void note(int tile, Optional<RedoState> state) {
    if (state.filter(found -> found.tile() == tile).isEmpty()) {
      world.saw(Happening.CLAIMED_AND_NOT_BEGUN);
    } else if (state.get().published()) {
      world.saw(Happening.BLOCK_COPIED_AGAIN);
    }
  }
}
