package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.counters.WorkerState;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TopModelTest {
  private static final Offset<Double> EXACT = within(1e-6);

  private final TopModel model = new TopModel(Cluster.DIRECTORY);
  private final Cluster cluster = new Cluster();

  @Test
  void shouldKnowNoRateAfterOneLook() {
    look(0, 10, 1_000);

    WorkerRow row = model.picture().workers().getFirst();

    assertThat(row.bytesPerSecond()).isNaN();
    assertThat(row.cpuPercent()).isNaN();
    assertThat(figures().bytesPerSecond()).isNaN();
    assertThat(figures().bytes().last(9)).isEmpty();
  }

  @Test
  void shouldDrawRatesFromTheDifferenceOfTwoLooks() {
    look(0, 10, 1_000);
    look(2_000, 30, 5_000);

    WorkerRow row = model.picture().workers().getFirst();

    assertThat(row.tilesPerSecond()).isEqualTo(10, EXACT);
    assertThat(row.bytesPerSecond()).isEqualTo(2_000, EXACT);
    assertThat(row.cpuPercent()).isEqualTo(50, EXACT);
    assertThat(row.bytes().last(9)).containsExactly(2_000);
    assertThat(figures().tilesPerSecond()).isEqualTo(10, EXACT);
    assertThat(figures().bytesPerSecond()).isEqualTo(2_000, EXACT);
    assertThat(figures().cpuPercent()).isEqualTo(50, EXACT);
  }

  @Test
  void shouldNotHideTheOthersWhenAWorkerIsNew() {
    look(0, 10, 1_000);
    cluster.next().worker(WorkerState.BUSY, "j0001", 20, 2_000).usage(500, 1);
    cluster.worker(WorkerState.STARTING, null, 0, 0);
    model.add(cluster.look(1_000));

    assertThat(model.picture().workers().getLast().bytesPerSecond()).isNaN();
    assertThat(figures().bytesPerSecond()).isEqualTo(1_000, EXACT);
  }

  @Test
  void shouldBeginAnewWhenAnotherCoordinatorOwnsTheDirectory() {
    look(0, 10, 1_000);
    look(1_000, 20, 2_000);
    cluster.restarted();
    look(2_000, 0, 0);

    assertThat(figures().bytesPerSecond()).isNaN();
    assertThat(figures().bytes().last(9)).isEmpty();
  }

  @Test
  void shouldKeepTheLastFiguresWhenTheClusterIsGone() {
    look(0, 10, 1_000);
    look(1_000, 20, 2_000);

    model.add(Cluster.dead(2_000));

    assertThat(model.picture().isLive()).isFalse();
    assertThat(model.picture().workers()).hasSize(1);
    look(3_000, 20, 2_000);
    assertThat(model.picture().isLive()).isTrue();
  }

  @Test
  void shouldTellTheEndOfAJobByItsPaceOfTheLastLooks() {
    for (int second = 10; second <= 40; second++) {
      // The last ten looks did 5 tiles a second, the others none.
      long done = 5L * Math.max(0, second - 30);
      cluster.next().job("j0001", JobState.QUEUED, 0, 9);
      model.add(cluster.job("j0002", JobState.RUNNING, done, 150).look(1_000L * second));
    }

    assertThat(model.picture().jobs()).extracting(JobRow::job).containsExactly("j0002", "j0001");
    assertThat(model.picture().jobs().getFirst().etaSeconds()).isEqualTo(20, EXACT);
    assertThat(model.picture().jobs().getLast().etaSeconds()).isNaN();
  }

  @Test
  void shouldTellTheEndOfAJobByItsStartAfterOneLook() {
    model.add(cluster.next().job("j0001", JobState.RUNNING, 25, 100).look(10_000));

    assertThat(model.picture().jobs().getFirst().etaSeconds()).isEqualTo(30, EXACT);
    assertThat(model.picture().jobs().getFirst().fraction()).isEqualTo(0.25);
  }

  @Test
  void shouldShowFailuresOfWorkersAndJobsYoungestFirst() {
    cluster.next().failed("j0003", "disk full").lost(1, Cluster.START_MS + 5);
    model.add(cluster.lost(0, Cluster.START_MS - 5).look(1_000));

    assertThat(model.picture().failures())
        .extracting(Failure::who)
        .containsExactly("worker-1", "j0003", "worker-0");
    assertThat(model.picture().failures().get(1).what()).isEqualTo("sigmoid failed: disk full");
    assertThat(model.picture().failures().getFirst().what()).contains("signal=9", "tile=3");
  }

  /// One worker that takes half a core.
  private void look(long afterMs, long tiles, long bytes) {
    cluster.next().worker(WorkerState.BUSY, "j0001", tiles, bytes).usage(afterMs / 2, 1);
    model.add(cluster.look(afterMs));
  }

  private ClusterFigures figures() {
    return Objects.requireNonNull(model.picture().cluster());
  }
}
