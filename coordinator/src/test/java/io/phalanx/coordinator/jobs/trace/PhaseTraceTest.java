package io.phalanx.coordinator.jobs.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.ledger.TileLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseTraceTest {
  @Test
  void shouldKeepEveryTileWhereThereAreFew() {
    try (TileLedger ledger = finished(10)) {
      PhaseTrace trace = PhaseTrace.of(3, ledger);

      assertThat(trace.phase()).isEqualTo(3);
      assertThat(trace.tilesDone()).isEqualTo(10);
      assertThat(trace.sliceUs()).isZero();
      assertThat(trace.spans()).hasSize(10).allMatch(span -> span.endedUs() >= span.beganUs());
      assertThat(trace.spans()).extracting(Span::first).doesNotHaveDuplicates();
      assertThat(trace.cells()).hasSize(10);
      assertThat(trace.limitNs()).isGreaterThanOrEqualTo(trace.zeroNs());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 64, 1000, 100_000})
  void shouldAddUpWhatIsBeyondTheBoundAndLoseNothing(int tiles) {
    try (TileLedger ledger = finished(tiles)) {
      PhaseTrace trace = PhaseTrace.of(0, ledger, 8);

      assertThat(trace.spans()).hasSizeLessThanOrEqualTo(8 + 2);
      assertThat(trace.cells()).hasSizeLessThanOrEqualTo(8);
      assertThat(trace.spans().stream().mapToInt(Span::tiles).sum()).isEqualTo(tiles);
      assertThat(trace.cells().stream().mapToInt(Cell::tiles).sum()).isEqualTo(tiles);
      long inSpans = trace.spans().stream().mapToLong(Span::workingUs).sum();
      long inCells = trace.cells().stream().mapToLong(Cell::workingUs).sum();
      assertThat(inCells).isEqualTo(inSpans);
    }
  }

  @Test
  void shouldShowATileThatIsNotDoneAsOpen() {
    try (TileLedger ledger = TileLedger.inMemory(3, 1)) {
      ledger.finish(ledger.claim(0, 1));
      ledger.claim(0, 1);

      PhaseTrace trace = PhaseTrace.of(0, ledger);

      assertThat(trace.tilesDone()).isEqualTo(1);
      assertThat(trace.spans()).extracting(Span::isOpen).containsExactly(false, true);
      assertThat(trace.cells()).extracting(Cell::tiles).containsExactly(1, 0, 0);
    }
  }

  @Test
  void shouldSayOfATileThatItWasClaimedBefore() {
    try (TileLedger ledger = TileLedger.inMemory(1, 2)) {
      ledger.release(ledger.claim(0, 1), 0);
      ledger.finish(ledger.claim(1, 4));

      assertThat(PhaseTrace.of(0, ledger).spans())
          .singleElement()
          .matches(span -> span.again() == 1 && span.incarnation() == 4 && span.stolen() == 0);
    }
  }

  @Test
  void shouldKnowNoTimeOfAPhaseThatHasNotBegun() {
    try (TileLedger none = TileLedger.inMemory(0, 1);
        TileLedger free = TileLedger.inMemory(5, 1)) {
      assertThat(PhaseTrace.of(0, none).spans()).isEmpty();
      assertThat(PhaseTrace.of(0, free).zeroNs()).isZero();
    }
  }

  private static TileLedger finished(int tiles) {
    TileLedger ledger = TileLedger.inMemory(tiles, 2);
    for (int tile = 0; tile < tiles; tile++) {
      ledger.finish(ledger.claim(tile % 2, 1));
    }
    return ledger;
  }
}
