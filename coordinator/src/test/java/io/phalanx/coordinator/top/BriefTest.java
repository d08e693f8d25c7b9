package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BriefTest {
  @Test
  void shouldWriteFiguresInFewCharacters() {
    assertThat(Brief.rate(0)).isEqualTo("0");
    assertThat(Brief.rate(3.44)).isEqualTo("3.4");
    assertThat(Brief.rate(512.4)).isEqualTo("512");
    assertThat(Brief.rate(Double.NaN)).isEqualTo("-");
    assertThat(Brief.gigabytes(1.234e9)).isEqualTo("1.23");
    assertThat(Brief.percent(99.6)).isEqualTo("100");
    assertThat(Brief.memory(-1)).isEqualTo("-");
    assertThat(Brief.memory(45L << 20)).isEqualTo("45M");
    assertThat(Brief.memory(1_500L << 20)).isEqualTo("1.5G");
  }

  @Test
  void shouldWriteTimesInFewCharacters() {
    assertThat(Brief.age(-1)).isEqualTo("-");
    assertThat(Brief.age(12)).isEqualTo("12ms");
    assertThat(Brief.age(1_500)).isEqualTo("1.5s");
    assertThat(Brief.age(59_999)).isEqualTo("59s");
    assertThat(Brief.age(7 * 60_000)).isEqualTo("7m");
    assertThat(Brief.time(40_000)).isEqualTo("40 s");
    assertThat(Brief.time(59 * 60_000)).isEqualTo("59 min");
    assertThat(Brief.time(47 * 3_600_000L)).isEqualTo("47 h");
    assertThat(Brief.time(48 * 3_600_000L)).isEqualTo("2 d");
    assertThat(Brief.time(-5)).isEqualTo("0 s");
  }
}
