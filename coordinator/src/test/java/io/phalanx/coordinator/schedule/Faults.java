package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileSteps.Step;

/// The faults that strike in one schedule: by chance, and only so many, so that it comes to an end.
final class Faults {
  private static final int COORDINATOR_ONE_IN = 100;
  private static final int RECOVERY_ONE_IN = 3;
  private static final int ORDER_ONE_IN = 2;

  private final Dice dice;
  private final Scenario scenario;
  private int workersLeft;
  private int coordinatorsLeft;
  private int ordersLeft;

  Faults(Dice dice, Scenario scenario) {
    this.dice = dice;
    this.scenario = scenario;
    this.workersLeft = scenario.workerFaultsMax();
    this.coordinatorsLeft = scenario.coordinatorDeathsMax();
    this.ordersLeft = scenario.ordersFailMax();
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

  /// Whether an order cannot be sent.
  boolean strikesOrder() {
    boolean strikes = ordersLeft > 0 && dice.oneIn(ORDER_ONE_IN);
    ordersLeft -= strikes ? 1 : 0;
    return strikes;
  }

  private boolean strikesCoordinator(int oneIn) {
    boolean strikes = coordinatorsLeft > 0 && dice.oneIn(oneIn);
    coordinatorsLeft -= strikes ? 1 : 0;
    return strikes;
  }
}
