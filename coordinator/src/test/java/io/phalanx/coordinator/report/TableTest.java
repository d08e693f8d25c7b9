package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void shouldAlignTextLeftAndNumbersRight() {
    Table table =
        new Table("JOB", "TILES", "RATE")
            .row("j0001", 7, "1.5%")
            .row("j2", 1_000, "-")
            .row("j3", -12, "100.0%");

    assertThat(table)
        .hasToString(
            """
            JOB    TILES    RATE
            j0001      7    1.5%
            j2      1000       -
            j3       -12  100.0%
            """);
  }

  @Test
  void shouldAlignEveryNumberThatAFloatCanBe() {
    Table table = new Table("V").row(Double.NaN).row(Double.NEGATIVE_INFINITY).row(-1.5E-300);

    assertThat(table).hasToString("        V\n      NaN\n-Infinity\n-1.5E-300\n");
  }

  @Test
  void shouldTakeAColumnWithOneWordForText() {
    Table table = new Table("N").row(1).row("none").row(100);

    assertThat(table).hasToString("N\n1\nnone\n100\n");
  }

  @Test
  void shouldLeaveNoBlanksAtTheEndOfALine() {
    Table table = new Table("A", "LONG NAME").row("x", "y").row("x", "longest cell").row("x", "z");

    assertThat(table).hasToString("A  LONG NAME\nx  y\nx  longest cell\nx  z\n");
  }

  @Test
  void shouldShowTheHeaderOfNothing() {
    assertThat(new Table("JOB", "TILES")).hasToString("JOB  TILES\n");
  }

  @Test
  void shouldRefuseARowOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("A", "B").row(1))
        .withMessage("cells=1, columns=2");
  }
}
