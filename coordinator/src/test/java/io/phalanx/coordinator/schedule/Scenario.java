package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileSteps.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a simulated schedule is about.
///
/// @param workers number of workers
/// @param tileUnits units of each tile
/// @param unitsPerBlock units of a redo block
/// @param faultOneIn in how many turns of a worker there is one fault
/// @param weakSteps the steps before or in which workers come to harm
/// @param workerFaultsMax most faults of workers, so that the job comes to an end
/// @param coordinatorDeathsMax most deaths of coordinators
/// @param hearsOneIn in how many of its turns the coordinator hears a report
/// @param hearsLatestFirst whether reports overtake all that were sent before, or any
/// @param hostStandsStill whether the host stands still now and then, or else its clock is set
///   back; both at once could make up for each other, and no one would notice
/// @param failsWhenDeadly whether the job fails where a tile killed too many workers
/// @param ordersFailMax most orders that cannot be sent
/// @param cancelTurn when somebody cancels the job; [#NEVER] if nobody does
/// @param interruptTurn when the cluster is stopped; [#NEVER] if it is not
record Scenario(
    int workers,
    List<Integer> tileUnits,
    int unitsPerBlock,
    int faultOneIn,
    Set<Step> weakSteps,
    int workerFaultsMax,
    int coordinatorDeathsMax,
    int hearsOneIn,
    boolean hearsLatestFirst,
    boolean hostStandsStill,
    boolean failsWhenDeadly,
    int ordersFailMax,
    int cancelTurn,
    int interruptTurn) {
  static final int NEVER = Integer.MAX_VALUE;

  private static final int WORKERS_MAX = 4;
  private static final int TILES_MAX = 12;
  private static final int FEW_TILES_MAX = 3;
  private static final int TILE_UNITS_MAX = 10;
  private static final int BLOCK_UNITS_MAX = 4;
  private static final int STOP_TURNS_MAX = 300;

  static Scenario draw(Dice dice) {
    return new Scenario(
        1 + dice.below(WORKERS_MAX),
        tileUnits(dice),
        1 + dice.below(BLOCK_UNITS_MAX),
        dice.oneOf(3, 15, 50),
        weakSteps(dice),
        dice.oneOf(0, 3, 10, 20),
        dice.oneOf(0, 0, 1, 3),
        dice.oneOf(1, 1, 4, 16),
        dice.oneIn(2),
        dice.oneIn(2),
        dice.oneIn(2),
        dice.below(2),
        dice.oneIn(4) ? dice.below(STOP_TURNS_MAX) : NEVER,
        dice.oneIn(6) ? dice.below(STOP_TURNS_MAX) : NEVER);
  }

  /// Few tiles half of the time: then the same one often comes to harm again.
  private static List<Integer> tileUnits(Dice dice) {
    List<Integer> units = new ArrayList<>();
    int tiles = dice.below(1 + dice.oneOf(FEW_TILES_MAX, TILES_MAX));
    while (units.size() < tiles) {
      units.add(dice.below(TILE_UNITS_MAX + 1));
    }
    return units;
  }

  /// A few of the steps half of the time, so that faults gather there.
  private static Set<Step> weakSteps(Dice dice) {
    Set<Step> steps = EnumSet.allOf(Step.class);
    if (dice.oneIn(2)) {
      steps.removeIf(step -> dice.oneIn(2));
    }
    return steps;
  }
}
