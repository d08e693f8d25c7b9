package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.bench.Standing.State;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
  private static final int ROWS = 5;
  private static final int COLS = 3;

  @TempDir private Path folder;
  private final List<String> runs = new ArrayList<>();
  private BenchTask task;
  private Path work;

  @BeforeEach
  void makeMatrices() {
    work = matrix("work.npy", 0);
    Path pristine = matrix("pristine.npy", 0.25);
    task = new BenchTask(BenchOperation.AFFINE, "affine", work, null, null, pristine, ROWS, COLS);
  }

  @Test
  void shouldTakeTurnsWhenSeveralRun() {
    TaskResult result =
        race(2, 0, contender("a", RaceTest::right), contender("b", RaceTest::right));

    assertThat(runs).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(result.standings()).allMatch(Standing::isRanked);
    assertThat(result.standings()).allMatch(standing -> standing.seconds().count() == 2);
    assertThat(result.ratio(result.standings().get(1))).isEqualTo(1);
  }

  @Test
  void shouldWarmUpTheFirstAloneWhenToldTo() {
    race(1, 1, contender("a", RaceTest::right), contender("b", RaceTest::right));

    assertThat(runs.stream().filter("a"::equals).count()).isGreaterThan(3);
    assertThat(runs.stream().filter("b"::equals).count()).isEqualTo(2);
  }

  @Test
  void shouldNotRankWhoComputesSomethingElse() {
    TaskResult result =
        race(2, 0, contender("a", RaceTest::right), contender("b", value -> 1 + value));

    Standing wrong = result.of("b").orElseThrow();
    assertThat(wrong.state()).isEqualTo(State.WRONG);
    assertThat(wrong.note()).contains("row=0", "found=1.25", "expected=0.75");
    assertThat(result.ratio(wrong)).isNaN();
  }

  @Test
  void shouldGoOnWithoutWhoFailsOrIsAbsent() {
    TaskResult result =
        race(
            3,
            0,
            contender("a", RaceTest::right),
            contender("absent", RaceTest::right),
            contender("frail", RaceTest::right));

    assertThat(result.of("absent").orElseThrow().note()).isEqualTo("not today");
    assertThat(result.of("frail").orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(result.of("frail").orElseThrow().note()).isEqualTo("it broke");
    assertThat(runs).containsExactly("a", "frail", "a", "frail", "a", "a");
  }

  private TaskResult race(int rounds, long warmMs, Contender... contenders) {
    return new Race(new Race.Limits(rounds, 60, warmMs), line -> {}).run(task, List.of(contenders));
  }

  private Contender contender(String name, DoubleUnaryOperator function) {
    return new FakeContender(name, function, runs, work);
  }

  private Path matrix(String name, double value) {
    Path file = folder.resolve(name);
    try (NewMatrix matrix = NewMatrix.create(file, DType.FLOAT64, ROWS, COLS)) {
      for (int index = 0; index < ROWS * COLS; index++) {
        matrix.grid().memory().setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      }
      matrix.commit();
    }
    return file;
  }

  /// What the operation of the task comes to.
  private static double right(double value) {
    return 1 - value;
  }
}
