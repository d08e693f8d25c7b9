package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileSteps.Step;

/// The faults that strike in one schedule: by chance, and only so many, so that it comes to an end.
final class Faults {
  private static final int COORDINATOR_ONE_IN = 100;
  private static final int RECOVERY_ONE_IN = 3;

  private final Dice dice;
  private final Scenario scenario;
  private int workersLeft;
  private int coordinatorsLeft;

  Faults(Dice dice, Scenario scenario) {
    this.dice = dice;
    this.scenario = scenario;
    this.workersLeft = scenario.workerFaultsMax();
    this.coordinatorsLeft = scenario.coordinatorDeathsMax();
  }

  /// Whether a worker comes to harm in its turn.
  ///
  /// @param next the step that it is going to take
  boolean strikesWorker(Step next) {
    boolean weak = scenario.weakSteps().contains(next);
    boolean strikes = workersLeft > 0 && weak && dice.oneIn(scenario.faultOneIn());
    workersLeft -= strikes ? 1 : 0;
    return strikes;
  }

  /// Whether the coordinator dies in its turn.
  boolean strikesCoordinator() {
    return strikesCoordinator(COORDINATOR_ONE_IN);
  }

  /// Whether the coordinator dies while it recovers a tile.
  boolean strikesRecovery() {
    return strikesCoordinator(RECOVERY_ONE_IN);
  }

  private boolean strikesCoordinator(int oneIn) {
    boolean strikes = coordinatorsLeft > 0 && dice.oneIn(oneIn);
    coordinatorsLeft -= strikes ? 1 : 0;
    return strikes;
  }
}
