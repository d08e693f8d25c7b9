package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.top.Key.Kind;
import io.phalanx.coordinator.top.TopView.Size;
import io.phalanx.shared.counters.WorkerState;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopViewTest {
  private static final Size USUAL = new Size(24, 80);

  private final TopModel model = new TopModel(Cluster.DIRECTORY);
  private final Controls controls = new Controls();
  private final TopView view = new TopView(Glyphs.ASCII, ZoneOffset.UTC);

  @Test
  void shouldShowAllOfASmallClusterAtTheUsualSize() {
    watch(2);

    assertThat(String.join("\n", texts(USUAL)).stripTrailing())
        .isEqualTo(
            """
            phalanx top  /clusters/of tests                                         08:00:02
            coordinator RUNNING  pid 4000000  up 2 s  2 workers, 2 busy  CPU 0%  60M
            all: CPU 100%  2.00 GB/s  20 tiles/s  0 tasks/s  \
                                         ##

             ID^    PID STATE    CORE CPU%   MEM TILES/S  GB/S WORK    BEAT RST THROUGHPUT
              0 4000100 BUSY       =0   50   45M      10  1.00 j0001    0ms   0           ##
              1 4000101 BUSY       =1   50   45M      10  1.00 j0001   12ms   1           ##

            JOB    OPERATION  STATE       PROGRESS                              TILES    ETA
            j0001  sigmoid    RUNNING     ###########------------  50%         50/100    2 s
            j0002  sigmoid    QUEUED      -----------------------   0%           0/10      -

            RECENT FAILURES
               1 s ago  worker-1  pid 77 signal=9; was tile=3
               2 s ago  j0000     sigmoid failed: disk full








            q quit  ? help  up/down select  Enter log  s sort  r reverse  p pause\
            """);
  }

  @ParameterizedTest
  @CsvSource({"10,40", "24,80", "50,200", "5,20", "1,1", "2,300"})
  void shouldFillTheScreenAndGoNowhereBeyond(int rows, int columns) {
    watch(64);
    for (Controls.Page page : Controls.Page.values()) {
      show(page);

      List<String> lines = texts(new Size(rows, columns));

      assertThat(lines).hasSize(rows).allMatch(line -> line.length() <= columns);
    }
  }

  @Test
  void shouldLeaveOutWhatIsNeededLeastWhenThereIsLittleRoom() {
    watch(2);

    List<String> lines = texts(new Size(10, 40));

    assertThat(String.join("\n", lines))
        .contains("ID^", "STATE", "CPU%", "GB/S", "WORK", "j0001", "50%", "2 s", "q quit")
        .doesNotContain("CORE", "RST", "THROUGHPUT", "RECENT");
  }

  @Test
  void shouldUseTheRoomOfALargeScreen() {
    watch(30);

    List<String> lines = texts(new Size(50, 200));

    assertThat(lines).filteredOn(line -> line.contains("BUSY")).hasSize(30);
    assertThat(lines).anyMatch(line -> line.contains("RECENT FAILURES"));
    assertThat(lines).anyMatch(line -> line.contains("THROUGHPUT") && line.length() < 200);
    assertThat(lines).filteredOn(line -> line.contains("BUSY")).allMatch(row -> row.endsWith("##"));
    assertThat(lines.get(5)).hasSize(200);
  }

  @Test
  void shouldKeepTheSelectedWorkerInSight() {
    watch(64);
    Size size = new Size(16, 80);

    assertThat(heading(size)).endsWith("1-6/64");
    press(Key.of(Kind.END));

    assertThat(heading(size)).endsWith("59-64/64");
    List<StyledLine> selected =
        lines(size).stream()
            .filter(line -> line.pieces().stream().anyMatch(p -> p.style() == Style.SELECTED))
            .toList();
    assertThat(selected).hasSize(1);
    assertThat(selected.getFirst().text()).startsWith(" 63 ").hasSize(80);
  }

  @Test
  void shouldSayThatTheCoordinatorIsDeadAndShowWhatWasLast() {
    watch(2);

    model.add(Cluster.dead(9_000));

    assertThat(String.join(" ", texts(USUAL).subList(1, 4)))
        .contains("cannot be looked at", "the coordinator is dead: pid=4000000");
    List<StyledLine> rows =
        lines(USUAL).stream().filter(line -> line.text().contains("4000101")).toList();
    assertThat(rows.getFirst().pieces())
        .extracting(StyledLine.Piece::style)
        .containsExactly(Style.FAINT);
  }

  @Test
  void shouldSayThatItIsPaused() {
    watch(1);

    press(Key.of('p'));

    assertThat(texts(USUAL).getFirst()).endsWith("PAUSED  08:00:02");
  }

  @Test
  void shouldShowTasksBesideJobs() {
    Cluster cluster = new Cluster();
    model.add(cluster.next().worker(WorkerState.BUSY, "t123456", 0, 0).look(0));

    assertThat(texts(USUAL)).anyMatch(line -> line.contains(" t123456 "));
    assertThat(heading(USUAL)).contains("WORK    ");
  }

  @Test
  void shouldNotLetALogMoveTheCursor() {
    watch(1);
    show(Controls.Page.LOG);
    controls.log().add(List.of(new LogPager.Line("a\u001b[2Jb\tc", Style.PLAIN)));

    assertThat(texts(USUAL)).contains("a?[2Jb c");
  }

  /// Three looks at workers that are at one job, of which another waits.
  private void watch(int workers) {
    Cluster cluster = new Cluster().failed("j0000", "disk full").lost(1, Cluster.START_MS + 1_000);
    for (int second = 0; second <= 2; second++) {
      int now = second;
      cluster.next();
      IntStream.range(0, workers)
          .forEach(_ ->
              cluster
                  .worker(WorkerState.BUSY, "j0001", 10L * now, now * 1_000_000_000L)
                  .usage(500L * now, 45 << 20));
      cluster.job("j0001", JobState.RUNNING, 25L * now, 100).job("j0002", JobState.QUEUED, 0, 10);
      model.add(cluster.look(1_000L * second));
    }
  }

  private void show(Controls.Page page) {
    while (controls.page() != Controls.Page.CLUSTER) {
      press(Key.of(Kind.ESCAPE));
    }
    switch (page) {
      case CLUSTER -> {}
      case HELP -> press(Key.of('?'));
      case LOG -> press(Key.of(Kind.ENTER));
    }
    assertThat(controls.page()).isEqualTo(page);
  }

  private void press(Key key) {
    controls.onKey(key, model.picture().workers());
  }

  private String heading(Size size) {
    return texts(size).stream().filter(line -> line.startsWith(" ID")).findFirst().orElseThrow();
  }

  private List<String> texts(Size size) {
    return lines(size).stream().map(line -> line.text().stripTrailing()).toList();
  }

  private List<StyledLine> lines(Size size) {
    return view.lines(model.picture(), controls, size);
  }
}
