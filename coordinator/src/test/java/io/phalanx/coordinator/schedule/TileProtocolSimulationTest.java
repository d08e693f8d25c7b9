package io.phalanx.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The protocol by which a job changes a matrix in place exactly once, under everything that can
/// happen to its processes, in schedules that differ by seed.
class TileProtocolSimulationTest {
  private static final long SEED = 20_260_101;
  private static final int SCHEDULES = 10_000;

  /// From how many schedules on all has to have happened that can.
  private static final int SCHEDULES_TELLING = 10_000;

  @Test
  void shouldTransformEveryUnitExactlyOnceWhateverHappensToTheProcesses() {
    long first = Long.getLong("phalanx.seed", SEED);
    int schedules = Integer.getInteger("phalanx.simulations", SCHEDULES);
    Set<Happening> seen = EnumSet.noneOf(Happening.class);
    for (long seed = first; seed < first + schedules; seed++) {
      run(seed, seen);
    }
    if (schedules >= SCHEDULES_TELLING) {
      assertThat(seen).containsExactlyInAnyOrder(Happening.values());
    }
  }

  private static void run(long seed, Set<Happening> seen) {
    try {
      Simulation.run(seed, seen);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "schedule failed: replay it with -Dphalanx.seed="
              + seed
              + " -Dphalanx.simulations=1; cause="
              + e,
          e);
    }
  }
}
