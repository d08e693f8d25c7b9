package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void shouldDrawTheLastValuesAtTheRightEnd() {
    Trail trail = new Trail();
    for (int i = 0; i <= 8; i++) {
      trail.add(i == 8 ? 0 : i);
    }

    assertThat(Glyphs.BLOCKS.sparkline(trail, 7, 11)).isEqualTo("  ▁▂▃▄▅▆▇█▁");
    assertThat(Glyphs.BLOCKS.sparkline(trail, 7, 3)).isEqualTo("▇█▁");
    assertThat(Glyphs.ASCII.sparkline(trail, 7, 9)).isEqualTo("_.:-=+*#_");
    assertThat(Glyphs.ASCII.sparkline(trail, 0, 2)).isEqualTo("__");
  }

  @Test
  void shouldKeepTheLastValuesOnly() {
    Trail trail = new Trail();
    for (int i = 0; i < 1_000; i++) {
      trail.add(i);
    }

    assertThat(trail.last(3)).containsExactly(997, 998, 999);
    assertThat(trail.last(10_000)).hasSize(Trail.VALUES_MAX).startsWith(1_000 - Trail.VALUES_MAX);
    assertThat(trail.most()).isEqualTo(999);
  }

  @Test
  void shouldFillABarOnlyWhenAllIsDone() {
    assertThat(Glyphs.ASCII.bar(0.999, 4)).isEqualTo("###-");
    assertThat(Glyphs.ASCII.bar(1, 4)).isEqualTo("####");
    assertThat(Glyphs.BLOCKS.bar(0.5, 4)).isEqualTo("██░░");
  }
}
