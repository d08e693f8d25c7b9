package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One schedule of a job that changes a matrix in place: the real protocol, with simulated
/// processes, files and time, and everything that can happen to them. It fails where a unit is not
/// transformed exactly once, the ledger does not tell the truth, or there is no end.
final class Simulation {
  private static final int TURNS_MAX = 20_000;
  private static final int AFTERMATH_TURNS = 10;
  private static final int TURN_MS_MAX = 100;
  private static final int TIME_ODDITY_ONE_IN = 400;
  private static final int STAND_STILL_MS_MAX = 60_000;
  private static final int SET_BACK_MS_MAX = 2_000;
  private static final int HANG_MS_MAX = 20_000;
  private static final int CANCEL_ONE_IN = 20;
  private static final int THROWS_ONE_IN = 3;

  private final World world;
  private final Dice dice;
  private SimulatedCoordinator coordinator;
  private boolean interrupted;

  private Simulation(World world) {
    this.world = world;
    this.dice = world.dice();
    this.coordinator = SimulatedCoordinator.launch(world);
  }

  /// Runs the schedule of a seed.
  ///
  /// @param seen takes in what has happened
  /// @throws AssertionError if the protocol does not hold
  static void run(long seed, Set<Happening> seen) {
    try (World world = World.create(seed, seen)) {
      new Simulation(world).run();
    }
  }

  private void run() {
    for (int turn = 0; turn < TURNS_MAX; turn++) {
      passTime();
      intervene(turn);
      Ending ending = turn();
      if (ending == Ending.INTERRUPTED && dice.oneIn(2)) {
        world.saw(Happening.RESUMED);
        restart();
      } else if (ending != null) {
        end(ending);
        return;
      }
    }
    throw new AssertionError("no end: turnsMax=" + TURNS_MAX + ", " + world.scenario());
  }

  private void passTime() {
    SimulatedClock clock = world.clock();
    clock.advance(dice.below(TURN_MS_MAX));
    if (!dice.oneIn(TIME_ODDITY_ONE_IN)) {
      return;
    }
    if (world.scenario().hostStandsStill()) {
      world.saw(Happening.HOST_STOOD_STILL);
      clock.standStill(SimulatedCrew.PAUSE_MS + 1 + dice.below(STAND_STILL_MS_MAX));
    } else {
      world.saw(Happening.CLOCK_SET_BACK);
      clock.setBack(dice.below(SET_BACK_MS_MAX));
    }
  }

  /// What people do.
  private void intervene(int turn) {
    if (turn >= world.scenario().cancelTurn() && dice.oneIn(CANCEL_ONE_IN)) {
      coordinator.cancel();
    }
    if (turn >= world.scenario().interruptTurn() && !interrupted) {
      interrupted = coordinator.isAtTheJob();
      coordinator.interrupt();
    }
  }

  private @Nullable Ending turn() {
    int actor = dice.below(world.scenario().workers() + 2);
    if (actor < world.scenario().workers()) {
      turn(coordinator.crew().process(actor));
      return null;
    }
    if (world.faults().strikesCoordinator()) {
      world.saw(Happening.COORDINATOR_DIED);
      restart();
      return null;
    }
    try {
      return turnOfCoordinator();
    } catch (CutShort e) {
      world.saw(Happening.COORDINATOR_DIED_IN_ITS_TURN);
      restart();
      return null;
    }
  }

  private @Nullable Ending turnOfCoordinator() {
    switch (dice.below(4)) {
      case 0 -> coordinator.hear();
      case 1 -> coordinator.reap();
      case 2 -> coordinator.crew().check();
      default -> {
        return coordinator.advance();
      }
    }
    return null;
  }

  private void turn(SimulatedWorker worker) {
    if (worker.isDead()) {
      return;
    }
    if (worker.isKilled()) {
      sufferKill(worker);
    } else if (!worker.isHanging() && world.faults().strikesWorker(worker.next())) {
      strike(worker);
    } else if (!worker.isHanging()) {
      worker.turn();
    }
  }

  /// The kill arrives, or is still on its way.
  private void sufferKill(SimulatedWorker worker) {
    if (dice.oneIn(3)) {
      worker.dieWithin(world.anyCut());
    } else if (worker.isHanging() && dice.oneIn(4)) {
      world.saw(Happening.WOKE_UP_CONDEMNED);
      worker.wake();
    } else if (!worker.isHanging()) {
      worker.turn();
    }
  }

  private void strike(SimulatedWorker worker) {
    switch (dice.below(6)) {
      case 0 -> worker.die();
      case 1 -> worker.hang(dice.below(HANG_MS_MAX));
      case 2 -> worker.hang();
      case 3 -> {
        if (dice.oneIn(THROWS_ONE_IN)) {
          worker.failWithin(world.anyCut());
        }
      }
      default -> worker.dieWithin(world.anyCut());
    }
  }

  /// Every process dies wherever it is, and others are started over the same files.
  private void restart() {
    for (SimulatedWorker worker : coordinator.crew().processes()) {
      if (!worker.isDead()) {
        worker.dieWithin(world.anyCut());
      }
    }
    world.reports().clear();
    coordinator = SimulatedCoordinator.launch(world);
  }

  /// Checks what the job leaves, also once workers that don't know of its end have had their turns.
  private void end(Ending ending) {
    check(ending);
    note(ending);
    for (SimulatedWorker worker : coordinator.crew().processes()) {
      if (worker.isBusy() && ending != Ending.ABANDONED) {
        throw new AssertionError("busy at the end: " + worker.ref() + ", ending=" + ending);
      }
      for (int turn = 0; turn < AFTERMATH_TURNS && !worker.isDead(); turn++) {
        worker.turn();
      }
    }
    check(ending);
  }

  private void check(Ending ending) {
    SimulatedFiles files = world.files();
    if (ending == Ending.DONE) {
      files.requireDone();
    } else {
      files.requireWhatTheLedgerSays();
    }
    if (ending != Ending.ABANDONED) {
      files.requireThatNobodyHasATile();
    }
    if (ending == Ending.CANCELLED && !files.ledger().isFrozen()) {
      files.requireWholeTiles();
    }
  }

  private void note(Ending ending) {
    TileLedger ledger = world.files().ledger();
    switch (ending) {
      case DONE -> world.saw(Happening.DONE);
      case FAILED -> world.saw(Happening.FAILED);
      case CANCELLED -> {
        int done = ledger.count(Stage.DONE);
        if (done > 0 && done < ledger.tileCount()) {
          world.saw(Happening.CANCELLED_HALF_WAY);
        }
      }
      case INTERRUPTED -> {
        if (ledger.countBegun() > 0) {
          world.saw(Happening.INTERRUPTED_WITHIN_A_TILE);
        }
      }
      case ABANDONED -> {
        if (ledger.count(Stage.CLAIMED) > 0) {
          world.saw(Happening.ABANDONED_WITHIN_A_TILE);
        }
      }
    }
  }
}
