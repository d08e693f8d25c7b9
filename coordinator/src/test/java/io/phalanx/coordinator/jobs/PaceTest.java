package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.ledger.TileLedger;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void shouldKnowTheFirstTileOfTheFirstPhase() {
    try (TileLedger first = finished(3);
        TileLedger second = finished(3)) {
      Pace pace = Pace.NONE.after(first).after(second);

      assertThat(pace.firstTileUs()).isPositive().isEqualTo(first.beganNs(0) / 1000);
    }
  }

  @Test
  void shouldNotTellAPaceFromFewTiles() {
    try (TileLedger ledger = finished(15)) {
      assertThat(Pace.NONE.after(ledger).steadyUs()).isZero();
    }
  }

  @Test
  void shouldBeSteadyFromTheFirstTileOnThatTookNoLongerThanTheLaterOnes() {
    long[] ns = new long[40];
    for (int tile = 0; tile < ns.length; tile++) {
      ns[tile] = tile < 10 ? 900_000 : 100_000 + tile;
    }

    assertThat(steadyTile(ns)).isBetween(6, 10);
  }

  @Test
  void shouldNotTakeOneSlowTileForAChangeOfPace() {
    long[] ns = new long[40];
    for (int tile = 0; tile < ns.length; tile++) {
      ns[tile] = tile == 3 ? 900_000 : 100_000;
    }

    assertThat(steadyTile(ns)).isZero();
  }

  @Test
  void shouldKnowNothingOfAnEmptyPhase() {
    try (TileLedger ledger = finished(0)) {
      assertThat(Pace.NONE.after(ledger)).isEqualTo(Pace.NONE);
    }
  }

  /// The tile at which a phase of one worker with tiles of these durations was steady.
  private static int steadyTile(long[] ns) {
    long beganNs = 1_000_000_000_000L;
    long[] began = new long[ns.length];
    for (int tile = 0; tile < ns.length; tile++) {
      began[tile] = beganNs;
      beganNs += ns[tile];
    }
    long steadyUs = Pace.steadyUs(began, ns);
    for (int tile = 0; tile < ns.length; tile++) {
      if (began[tile] / 1000 == steadyUs) {
        return tile;
      }
    }
    throw new AssertionError("no tile: steadyUs=" + steadyUs);
  }

  private static TileLedger finished(int tiles) {
    TileLedger ledger = TileLedger.inMemory(tiles, 1);
    for (int tile = 0; tile < tiles; tile++) {
      ledger.finish(ledger.claim(0, 1));
    }
    return ledger;
  }
}
