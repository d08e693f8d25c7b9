package io.phalanx.coordinator.schedule;

import java.util.Set;

/// What the simulated processes of one schedule have in common.
///
/// @param scenario what the schedule is about
/// @param dice its chances
/// @param faults what may still go wrong
/// @param clock the time
/// @param files what outlives the processes
/// @param reports from workers to the coordinator
/// @param seen what has happened in this schedule and those before
record World(
    Scenario scenario,
    Dice dice,
    Faults faults,
    SimulatedClock clock,
    SimulatedFiles files,
    ReportsUnderway reports,
    Set<Happening> seen)
    implements AutoCloseable {

  /// The world of a seed.
  static World create(long seed, Set<Happening> seen) {
    Dice dice = new Dice(seed);
    Scenario scenario = Scenario.draw(dice);
    return new World(
        scenario,
        dice,
        new Faults(dice, scenario),
        new SimulatedClock(),
        new SimulatedFiles(scenario.tileUnits(), scenario.unitsPerBlock(), scenario.workers()),
        new ReportsUnderway(),
        seen);
  }

  void saw(Happening happening) {
    seen.add(happening);
  }

  /// After how many bytes the writing of a block ends; the last of these numbers is the whole
  /// block.
  long anyCut() {
    return dice.below(scenario.unitsPerBlock() * Long.BYTES + 1);
  }

  @Override
  public void close() {
    files.close();
  }
}
