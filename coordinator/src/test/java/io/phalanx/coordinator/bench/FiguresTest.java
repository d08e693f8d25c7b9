package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void shouldTakeTheMiddleWhenSomeRoundsWereSlow() {
    assertThat(new Figures(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Figures(List.of(4.0, 1.0)).median()).isEqualTo(2.5);
    assertThat(new Figures(List.of(1.0, 2.0, 3.0, 4.0, 5.0)).quantile(0.9)).isEqualTo(4.6);
    assertThat(Figures.NONE.median()).isNaN();
  }

  @Test
  void shouldDivideRoundByRoundWhenTheMachineWasSlowInOne() {
    Figures ours = new Figures(List.of(1.0, 10.0, 2.0));
    Figures peer = new Figures(List.of(2.0, 20.0, 4.0));

    assertThat(peer.ratioTo(ours)).isEqualTo(2);
    assertThat(peer.ratioTo(Figures.NONE)).isNaN();
  }
}
