package io.phalanx.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopPlanTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final StopPlan plan = new StopPlan(5_000);

  @Test
  void shouldNeverBeOverBeforeItIsAskedFor() {
    assertThat(plan.isRequested()).isFalse();
    assertThat(plan.areWorkersTold()).isFalse();
    assertThat(plan.isJobTimeOver(NOW_MS)).isFalse();
    assertThat(plan.isWorkerTimeOver(NOW_MS)).isFalse();
  }

  @Test
  void shouldLeaveJobsTheirTime() {
    plan.request(NOW_MS, 2_000);

    assertThat(plan.isRequested()).isTrue();
    assertThat(plan.isJobTimeOver(NOW_MS + 1_999)).isFalse();
    assertThat(plan.isJobTimeOver(NOW_MS + 2_000)).isTrue();
  }

  @Test
  void shouldLeaveJobsNoTimeWhereNoneIsGiven() {
    plan.request(NOW_MS, 0);

    assertThat(plan.isJobTimeOver(NOW_MS)).isTrue();
  }

  @Test
  void shouldWaitForJobsForEver() {
    plan.request(NOW_MS, Long.MAX_VALUE);

    assertThat(plan.isJobTimeOver(Long.MAX_VALUE - 1)).isFalse();
  }

  @Test
  void shouldKeepTheEarlierDeadlineWhereItIsAskedTwice() {
    plan.request(NOW_MS, Long.MAX_VALUE);
    plan.request(NOW_MS + 1_000, 500);
    plan.request(NOW_MS + 1_200, 5_000);

    assertThat(plan.isJobTimeOver(NOW_MS + 1_499)).isFalse();
    assertThat(plan.isJobTimeOver(NOW_MS + 1_500)).isTrue();
  }

  @Test
  void shouldLeaveAJobThatIsCutOffTheTimeOfAWorker() {
    assertThat(plan.isCutOffTimeOver(NOW_MS)).isFalse();
    plan.request(NOW_MS, 2_000);

    assertThat(plan.isCutOffTimeOver(NOW_MS + 6_999)).isFalse();
    assertThat(plan.isCutOffTimeOver(NOW_MS + 7_000)).isTrue();
  }

  @Test
  void shouldLeaveWorkersTheirTimeFromWhenTheyAreTold() {
    plan.request(NOW_MS, 0);
    assertThat(plan.isWorkerTimeOver(NOW_MS + 60_000)).isFalse();

    plan.workersTold(NOW_MS + 60_000);

    assertThat(plan.areWorkersTold()).isTrue();
    assertThat(plan.isWorkerTimeOver(NOW_MS + 64_999)).isFalse();
    assertThat(plan.isWorkerTimeOver(NOW_MS + 65_000)).isTrue();
  }
}
