package io.phalanx.coordinator.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseGuardTest {
  private static final long GAP_MS = 3_000;
  private static final long START_MS = 1_700_000_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  private final PauseGuard guard = new PauseGuard(GAP_MS, START_MS);

  @Test
  void shouldSeeNoPauseWhileItLooksOften() {
    for (long ms = 0; ms < 10 * GAP_MS; ms += 500) {
      assertThat(guard.lastPauseEndMs(START_MS + ms)).isEqualTo(NONE);
    }
  }

  @Test
  void shouldSeeNoPauseInAGapOfExactlyTheLimit() {
    assertThat(guard.lastPauseEndMs(START_MS + GAP_MS)).isEqualTo(NONE);
    assertThat(guard.lastPauseEndMs(START_MS + 2 * GAP_MS)).isEqualTo(NONE);
  }

  @Test
  void shouldSeeAPauseThatEndsWithTheLookAfterALongGap() {
    assertThat(guard.lastPauseEndMs(START_MS + GAP_MS + 1)).isEqualTo(START_MS + GAP_MS + 1);
  }

  @Test
  void shouldRememberTheLastPause() {
    long firstEndMs = START_MS + 60_000;
    long secondEndMs = firstEndMs + 90_000;

    assertThat(guard.lastPauseEndMs(firstEndMs)).isEqualTo(firstEndMs);
    assertThat(guard.lastPauseEndMs(firstEndMs + 500)).isEqualTo(firstEndMs);
    assertThat(guard.lastPauseEndMs(secondEndMs)).isEqualTo(secondEndMs);
    assertThat(guard.lastPauseEndMs(secondEndMs + GAP_MS)).isEqualTo(secondEndMs);
  }

  @Test
  void shouldTakeAClockThatWasSetBackForAPause() {
    guard.lastPauseEndMs(START_MS + 1_000);

    assertThat(guard.lastPauseEndMs(START_MS + 999)).isEqualTo(START_MS + 999);
    assertThat(guard.lastPauseEndMs(START_MS + 1_499)).isEqualTo(START_MS + 999);
  }

  @Test
  void shouldSeeNoPauseInTwoLooksAtTheSameTime() {
    assertThat(guard.lastPauseEndMs(START_MS)).isEqualTo(NONE);
    assertThat(guard.lastPauseEndMs(START_MS)).isEqualTo(NONE);
  }
}
