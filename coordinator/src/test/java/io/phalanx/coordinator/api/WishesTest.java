package io.phalanx.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.api.JobSession.Wishes;
import io.phalanx.shared.config.ClusterSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WishesTest {
  private static final ClusterSettings RUNNING =
      ClusterSettings.defaults().withWorkers(2).withLivenessTimeoutMs(30_000);

  @Test
  void shouldSuitWhenNothingElseIsWished() {
    assertThat(wishes(null, null).difference(RUNNING)).isNull();
    assertThat(wishes(2, 30_000L).difference(RUNNING)).isNull();
  }

  @Test
  void shouldNameTheNumberOfWorkers() {
    assertThat(wishes(3, null).difference(RUNNING))
        .isEqualTo("another number of workers (2, wanted 3)");
  }

  @Test
  void shouldNameTheLivenessTimeout() {
    assertThat(wishes(2, 5_000L).difference(RUNNING))
        .isEqualTo("another liveness timeout (30000 ms, wanted 5000 ms)");
  }

  private static Wishes wishes(@Nullable Integer workers, @Nullable Long livenessTimeoutMs) {
    return new Wishes(workers, livenessTimeoutMs, 0, note -> {});
  }
}
