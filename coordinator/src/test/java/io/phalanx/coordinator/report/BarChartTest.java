package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarChartTest {
  @Test
  void shouldFillTheLineWithTheLongestBar() {
    String chart = new BarChart().bar("one", 1).bar("longer", 12.5).bar("none", 0).toString();

    assertThat(chart.lines())
        .containsExactly(
            "one      1.00  " + "#".repeat(5), "longer  12.50  " + "#".repeat(65), "none     0.00");
  }

  @Test
  void shouldDrawNoBarOfWhatIsNoNumber() {
    assertThat(new BarChart().bar("a", Double.NaN).bar("b", 0)).hasToString("a   NaN\nb  0.00\n");
    assertThat(new BarChart()).hasToString("");
  }

  @Test
  void shouldBreakLinesBetweenWords() {
    String words = "word ".repeat(30).strip();

    String lines = TextLines.of(words + " " + "x".repeat(90) + " end");

    assertThat(lines.lines().map(String::length)).containsExactly(79, 69, 90, 3);
    assertThat(lines.replace("\n", " ").strip()).isEqualTo(words + " " + "x".repeat(90) + " end");
  }
}
