package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void shouldSetNumbersToTheRight() {
    Table table = new Table("NAME", "VALUE").row("a", 1.5).row("long name", "-Infinity");
    table.row("c", -2.5e-300).row("d", Double.NaN).row("e", "-");

    assertThat(table.toString())
        .isEqualTo(
            """
            NAME           VALUE
            a                1.5
            long name  -Infinity
            c          -2.5E-300
            d                NaN
            e                  -
            """);
  }

  @Test
  void shouldRefuseRowOfOtherLength() {
    Table table = new Table("NAME", "VALUE");

    assertThatThrownBy(() -> table.row("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cells=1, columns=2");
  }
}
