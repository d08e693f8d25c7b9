package io.phalanx.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PhaseScheduleTest {
  private final PhaseSchedule schedule = new PhaseSchedule();

  @Test
  void shouldBeQuietBeforeAnybodyIsOrdered() {
    assertThat(schedule.isQuiet()).isTrue();
    assertThat(schedule.round()).isZero();
  }

  @Test
  void shouldBeQuietOnceEveryOrderedWorkerHasReported() {
    schedule.onOrdered(0);
    schedule.onOrdered(1);

    schedule.onDrained(1, 0);
    assertThat(schedule.isQuiet()).isFalse();
    assertThat(schedule.isWorking(0)).isTrue();
    assertThat(schedule.isWorking(1)).isFalse();

    schedule.onDrained(0, 0);
    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldCountAReportOnce() {
    schedule.onOrdered(0);
    schedule.onOrdered(1);

    schedule.onDrained(1, 0);
    schedule.onDrained(1, 0);

    assertThat(schedule.isQuiet()).isFalse();
  }

  @Test
  void shouldNotWaitForTheDead() {
    schedule.onOrdered(0);
    schedule.onOrdered(1);

    schedule.onGone(0);
    schedule.onDrained(1, 0);

    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldWaitForTheReplacementOfADeadWorker() {
    schedule.onOrdered(0);
    schedule.onGone(0);
    schedule.onOrdered(0);

    assertThat(schedule.isWorking(0)).isTrue();
    assertThat(schedule.isQuiet()).isFalse();
  }

  @Test
  void shouldIgnoreAReportOfAnEarlierRound() {
    schedule.onOrdered(0);
    schedule.onDrained(0, 0);
    schedule.nextRound();
    schedule.onOrdered(0);

    schedule.onDrained(0, 0);

    assertThat(schedule.round()).isEqualTo(1);
    assertThat(schedule.isWorking(0)).isTrue();
    schedule.onDrained(0, 1);
    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldIgnoreWhoWasNeverOrdered() {
    schedule.onDrained(5, 0);
    schedule.onGone(5);

    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldRefuseAFurtherRoundWhileSomebodyWorks() {
    schedule.onOrdered(3);

    assertThatIllegalStateException()
        .isThrownBy(schedule::nextRound)
        .withMessage("round not over: round=0, working=[3]");
  }
}
