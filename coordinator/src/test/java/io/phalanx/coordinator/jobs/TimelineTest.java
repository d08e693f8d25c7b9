package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.jobs.Timeline.Share;
import io.phalanx.shared.ledger.TileLedger;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void shouldCountTilesOfOtherBandsAsStolen() {
    try (TileLedger ledger = TileLedger.inMemory(10, 2)) {
      ledger.finish(ledger.claim(1, 1));
      for (int tile = 0; tile < 9; tile++) {
        ledger.finish(ledger.claim(0, 1));
      }

      Timeline timeline = Timeline.NONE.plus(0, ledger);

      assertThat(timeline.workers()).extracting(Share::worker).containsExactly(0, 1);
      assertThat(timeline.workers()).extracting(Share::tiles).containsExactly(9L, 1L);
      assertThat(timeline.workers()).extracting(Share::stolen).containsExactly(4L, 0L);
    }
  }

  @Test
  void shouldCountATileForWhoFinishedItWhenItsFirstWorkerWasLost() {
    try (TileLedger ledger = TileLedger.inMemory(1, 2)) {
      ledger.release(ledger.claim(0, 1), 0);
      ledger.finish(ledger.claim(1, 1));

      Timeline timeline = Timeline.NONE.plus(0, ledger);

      assertThat(timeline.workers()).extracting(Share::worker).containsExactly(1);
      assertThat(timeline.workers()).extracting(Share::again).containsExactly(1L);
    }
  }

  @Test
  void shouldAddPhasesAndKeepTheSlowestTilesInOrder() {
    try (TileLedger first = finished(20);
        TileLedger second = finished(3)) {
      Timeline timeline = Timeline.NONE.plus(0, first).plus(1, second);

      assertThat(timeline.workers()).extracting(Share::tiles).containsExactly(23L);
      assertThat(timeline.slowest()).hasSize(5);
      assertThat(timeline.slowest())
          .isSortedAccordingTo((a, b) -> Long.compare(b.tookNs(), a.tookNs()));
    }
  }

  @Test
  void shouldKnowNothingOfAnEmptyPhase() {
    try (TileLedger ledger = TileLedger.inMemory(0, 1)) {
      assertThat(Timeline.NONE.plus(0, ledger)).isEqualTo(Timeline.NONE);
    }
  }

  private static TileLedger finished(int tiles) {
    TileLedger ledger = TileLedger.inMemory(tiles, 1);
    for (int tile = 0; tile < tiles; tile++) {
      ledger.finish(ledger.claim(0, 1));
    }
    return ledger;
  }
}
