package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.top.Controls.Page;
import io.phalanx.coordinator.top.Key.Kind;
import io.phalanx.shared.counters.WorkerState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private final Controls controls = new Controls();
  private List<WorkerRow> rows = List.of();

  @BeforeEach
  void watchThreeWorkers() {
    TopModel model = new TopModel(Cluster.DIRECTORY);
    Cluster cluster = new Cluster().next();
    cluster.worker(WorkerState.BUSY, "j0001", 0, 0).usage(0, 300);
    cluster.worker(WorkerState.IDLE, null, 0, 0).usage(0, 100);
    cluster.worker(WorkerState.BUSY, "t7", 0, 0).usage(0, 200);
    model.add(cluster.look(0));
    rows = model.picture().workers();
  }

  @Test
  void shouldSortByTheNextColumnFiguresGreatestFirst() {
    assertThat(order()).containsExactly(0, 1, 2);
    press("sssss");
    assertThat(controls.order().column()).isEqualTo(WorkerColumn.MEMORY);
    assertThat(order()).containsExactly(0, 2, 1);
    press("r");
    assertThat(order()).containsExactly(1, 2, 0);
    press("SSS");
    assertThat(controls.order()).isEqualTo(new WorkerOrder(WorkerColumn.STATE, false));
    assertThat(order()).containsExactly(1, 0, 2);
    press("<<<");
    assertThat(controls.order().column()).isEqualTo(WorkerColumn.RESTARTS);
    assertThat(order()).containsExactly(2, 1, 0);
  }

  @Test
  void shouldSelectInTheOrderThatIsShownAndOpenThatLog() {
    press("sssss");
    press(Kind.DOWN, Kind.DOWN, Kind.DOWN, Kind.UP);
    press(Kind.ENTER);

    assertThat(controls.page()).isEqualTo(Page.LOG);
    assertThat(controls.log().name()).isEqualTo("worker-2");
    press("q");
    assertThat(controls.page()).isEqualTo(Page.CLUSTER);
    assertThat(controls.isQuit()).isFalse();
    press("c");
    assertThat(controls.log().name()).isEqualTo("coordinator");
    press(Kind.ESCAPE);
    press("q");
    assertThat(controls.isQuit()).isTrue();
  }

  @Test
  void shouldQuitFromAnyPageWhenInterrupted() {
    press("?");
    assertThat(controls.page()).isEqualTo(Page.HELP);
    press(Kind.INTERRUPT);
    assertThat(controls.isQuit()).isTrue();
  }

  @Test
  void shouldPauseAndGoOn() {
    press("p");
    assertThat(controls.isPaused()).isTrue();
    press(" ");
    assertThat(controls.isPaused()).isFalse();
  }

  @Test
  void shouldOpenNoLogWhenThereAreNoWorkers() {
    rows = List.of();
    press(Kind.DOWN, Kind.ENTER);
    assertThat(controls.page()).isEqualTo(Page.CLUSTER);
  }

  private List<Integer> order() {
    return controls.order().sorted(rows).stream().map(row -> row.worker().id()).toList();
  }

  private void press(String characters) {
    characters.chars().forEach(character -> controls.onKey(Key.of((char) character), rows));
  }

  private void press(Kind... keys) {
    for (Kind key : keys) {
      controls.onKey(Key.of(key), rows);
    }
  }
}
