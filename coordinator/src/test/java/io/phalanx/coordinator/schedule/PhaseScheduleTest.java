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
    schedule.onOrdered(worker(0));
    schedule.onOrdered(worker(1));

    schedule.onDrained(worker(1), 0);
    assertThat(schedule.isQuiet()).isFalse();
    assertThat(schedule.isWorking(worker(0))).isTrue();
    assertThat(schedule.isWorking(worker(1))).isFalse();

    schedule.onDrained(worker(0), 0);
    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldCountAReportOnce() {
    schedule.onOrdered(worker(0));
    schedule.onOrdered(worker(1));

    schedule.onDrained(worker(1), 0);
    schedule.onDrained(worker(1), 0);

    assertThat(schedule.isQuiet()).isFalse();
  }

  @Test
  void shouldNotWaitForTheDead() {
    schedule.onOrdered(worker(0));
    schedule.onOrdered(worker(1));

    schedule.onGone(worker(0));
    schedule.onDrained(worker(1), 0);

    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldWaitForTheReplacementOfADeadWorker() {
    schedule.onOrdered(worker(0));
    schedule.onGone(worker(0));
    schedule.onOrdered(worker(0));

    assertThat(schedule.isWorking(worker(0))).isTrue();
    assertThat(schedule.isQuiet()).isFalse();
  }

  @Test
  void shouldIgnoreAReportOfAnEarlierRound() {
    schedule.onOrdered(worker(0));
    schedule.onDrained(worker(0), 0);
    schedule.nextRound();
    schedule.onOrdered(worker(0));

    schedule.onDrained(worker(0), 0);

    assertThat(schedule.round()).isEqualTo(1);
    assertThat(schedule.isWorking(worker(0))).isTrue();
    schedule.onDrained(worker(0), 1);
    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldIgnoreWhoWasNeverOrdered() {
    schedule.onDrained(worker(5), 0);
    schedule.onGone(worker(5));

    assertThat(schedule.isQuiet()).isTrue();
  }

  @Test
  void shouldRefuseAFurtherRoundWhileSomebodyWorks() {
    schedule.onOrdered(worker(3));

    assertThatIllegalStateException()
        .isThrownBy(schedule::nextRound)
        .withMessage("round not over: round=0, working=[3]");
  }

  @Test
  void shouldIgnoreAReportOfAReplacedProcess() {
    schedule.onOrdered(new WorkerRef(0, 2));

    schedule.onDrained(new WorkerRef(0, 1), 0);

    assertThat(schedule.isQuiet()).isFalse();
  }

  private static WorkerRef worker(int workerId) {
    return new WorkerRef(workerId, 1);
  }
}
