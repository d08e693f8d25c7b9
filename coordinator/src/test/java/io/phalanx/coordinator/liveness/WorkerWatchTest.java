package io.phalanx.coordinator.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerWatchTest {
  private static final long LAST_SIGN_MS = 1_700_000_000_000L;

  private final WorkerWatch watch = new WorkerWatch(60_000, 10_000);

  @ParameterizedTest
  @CsvSource({
    "false, 0, WELL",
    "false, 60000, WELL",
    "false, 60001, SLOW_START",
    "true, 0, WELL",
    "true, 10000, WELL",
    "true, 10001, SILENT",
    // Its sign is newer than the time that was read, or the clock was set back.
    "true, -1, WELL",
    "false, -3600000, WELL"
  })
  void shouldJudgeByTheTimeSinceTheLastSign(boolean ready, long silentMs, Verdict verdict) {
    assertThat(watch.judge(ready, LAST_SIGN_MS, LAST_SIGN_MS + silentMs)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void shouldWaitForEverWhereToldSo(boolean ready) {
    WorkerWatch patient = new WorkerWatch(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(patient.judge(ready, 0, LAST_SIGN_MS)).isEqualTo(Verdict.WELL);
  }
}
