package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.cli.Colour.When;
import org.junit.jupiter.api.Test;

class ColourTest {
  @Test
  void shouldColourTerminalsOnlyUnlessTold() {
    assertThat(When.AUTO.applies(true, null, "xterm-256color")).isTrue();
    assertThat(When.AUTO.applies(true, "", null)).isTrue();
    assertThat(When.AUTO.applies(true, "1", "xterm")).isFalse();
    assertThat(When.AUTO.applies(true, null, "dumb")).isFalse();
    assertThat(When.AUTO.applies(false, null, "xterm")).isFalse();
    assertThat(When.ALWAYS.applies(false, "1", "dumb")).isTrue();
    assertThat(When.NEVER.applies(true, null, "xterm")).isFalse();
  }
}
