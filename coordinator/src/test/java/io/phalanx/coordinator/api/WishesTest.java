package io.phalanx.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.api.JobSession.Wishes;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.shared.config.ClusterSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishesTest {
  private static final ClusterSettings RUNNING =
      ClusterSettings.defaults().withWorkers(2).withLivenessTimeoutMs(30_000);

  @Test
  void shouldSuitWhenNothingElseIsWished() {
    assertThat(wishes(Map.of()).difference(RUNNING)).isNull();
    assertThat(
            wishes(Map.of(Setting.WORKERS, 2L, Setting.LIVENESS_TIMEOUT, 30_000L))
                .difference(RUNNING))
        .isNull();
  }

  @Test
  void shouldNameEverySettingThatDiffers() {
    assertThat(
            wishes(
                    Map.of(
                        Setting.LIVENESS_TIMEOUT, 5_000L,
                        Setting.WORKERS, 3L,
                        Setting.WORKER_HEAP, 256L << 20))
                .difference(RUNNING))
        .isEqualTo("other settings (workers=2, wanted 3, liveness-timeout=30s, wanted 5s)");
  }

  private static Wishes wishes(Map<Setting, Long> cluster) {
    return new Wishes(cluster, 0, note -> {});
  }
}
