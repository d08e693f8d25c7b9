package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.KeepAlive;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  @Test
  void shouldSayHowLongAKeptClusterStays() {
    KeepAlive kept = new KeepAlive(600_000, 1_000_000);

    assertThat(StatusText.kept(kept, 1_001_000))
        .isEqualTo("for the next run: ends in 9 min 59 s unless one comes, 10 min after the last");
    assertThat(StatusText.kept(kept, 1_555_500))
        .isEqualTo("for the next run: ends in 45 s unless one comes, 10 min after the last");
    assertThat(StatusText.kept(kept, 2_000_000))
        .isEqualTo("for the next run: ends in 0 s unless one comes, 10 min after the last");
  }
}
