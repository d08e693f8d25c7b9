package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.ledger.TileState.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileStateTest {
  @ParameterizedTest
  @EnumSource(Stage.class)
  void shouldUnpackWhatWasPacked(Stage stage) {
    TileState smallest = new TileState(stage, 0, 0, 0);
    TileState largest = new TileState(stage, TileState.ATTEMPTS_MAX, 0xFFFF, Integer.MAX_VALUE);

    assertThat(TileState.unpack(smallest.pack())).isEqualTo(smallest);
    assertThat(TileState.unpack(largest.pack())).isEqualTo(largest);
  }

  @Test
  void shouldKeepFieldsApart() {
    assertThat(new TileState(Stage.CLAIMED, 3, 5, 7).pack()).isEqualTo(0x00000007_0005_03_01L);
  }

  @Test
  void shouldBeFreeWhereAFileIsZero() {
    assertThat(TileState.unpack(0)).isEqualTo(new TileState(Stage.FREE, 0, 0, 0));
  }

  @Test
  void shouldTellTheStageWithoutUnpacking() {
    long claimed = new TileState(Stage.CLAIMED, 255, 0xFFFF, -1).pack();

    assertThat(TileState.is(Stage.CLAIMED, claimed)).isTrue();
    assertThat(TileState.is(Stage.FREE, claimed)).isFalse();
    assertThat(TileState.is(Stage.DONE, claimed)).isFalse();
  }

  @Test
  void shouldStopCountingAttemptsRatherThanOverflow() {
    TileState worn = new TileState(Stage.FREE, TileState.ATTEMPTS_MAX, 1, 1);

    assertThat(worn.claimedBy(2, 3))
        .isEqualTo(new TileState(Stage.CLAIMED, TileState.ATTEMPTS_MAX, 2, 3));
  }

  @Test
  void shouldRememberWhoClaimedItLast() {
    TileState freed = new TileState(Stage.FREE, 0, 0, 0).claimedBy(4, 9).at(Stage.FREE);

    assertThat(freed).isEqualTo(new TileState(Stage.FREE, 1, 4, 9));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 0xFF, -1})
  void shouldRefuseAnUnknownStage(long bits) {
    assertThatIllegalStateException()
        .isThrownBy(() -> TileState.unpack(bits))
        .withMessageContaining("damaged tile entry: bits=0x" + Long.toHexString(bits));
  }
}
