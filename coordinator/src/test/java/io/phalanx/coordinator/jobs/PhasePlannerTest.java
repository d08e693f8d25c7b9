package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the work of each family is cut; no file is looked at for that.
class PhasePlannerTest {
  private static final long TILE_BYTES = 256 << 10;
  private static final Map<String, String> NONE = Map.of();

  @Test
  void shouldCutElementsWithoutRegardToRows() {
    PhaseSpec phase = only(plan("sigmoid", NONE, ref(1000, 1000)));

    assertThat(phase.tiling()).isEqualTo(new Tiling(1_000_000, 32 << 10));
    assertThat(phase.role()).isEqualTo(Role.OUTPUT);
    assertThat(phase.numbers()).isZero();
  }

  @Test
  void shouldCutAFillLikeElements() {
    PhaseSpec phase = only(plan("zeros", NONE, new Shape(1000, 1000, DType.FLOAT32)));

    assertThat(phase.tiling()).isEqualTo(new Tiling(1_000_000, 64 << 10));
  }

  @Test
  void shouldKeepTheRowsOfARowMapWhole() {
    assertThat(only(plan("softmax", NONE, ref(1000, 1000))).tiling())
        .isEqualTo(new Tiling(1000, 32));
    assertThat(only(plan("softmax", NONE, ref(10, 1_000_000))).tiling())
        .isEqualTo(new Tiling(10, 1));
  }

  @Test
  void shouldReduceTheColumnsBeforeAColumnMap() {
    List<PhaseSpec> phases = plan("standardize", NONE, ref(10_000, 100));

    assertThat(phases)
        .extracting(PhaseSpec::operation)
        .containsExactly("std", "mean", "std", "standardize");
    assertThat(phases)
        .extracting(PhaseSpec::role)
        .containsExactly(Role.PARTIALS, Role.STATISTIC, Role.STATISTIC, Role.OUTPUT);
    assertThat(phases.getFirst().params()).containsEntry("axis", "cols");
    assertThat(phases.getFirst().tiling()).isEqualTo(Tiling.bands(10_000, 100));
    assertThat(phases.getLast().tiling()).isEqualTo(Tiling.rows(10_000, 800, TILE_BYTES));
  }

  @Test
  void shouldCutAProductIntoBlocks() {
    List<MatrixRef> inputs = List.of(ref(4096, 4096), ref(4096, 4096));
    PhaseSpec phase =
        only(planner("matmul", NONE, 2).plan(inputs, new Shape(4096, 4096, DType.FLOAT64)));

    assertThat(phase.tiling()).isEqualTo(new Tiling(8, 1));
    assertThat(phase.role()).isEqualTo(Role.OUTPUT);
    assertThat(phase.numbers()).isZero();
  }

  @Test
  void shouldCutLongSumsIntoSlabsAndAddThemUpAfterwards() {
    List<PhaseSpec> phases =
        planner("corr", NONE, 1)
            .plan(List.of(ref(10_000_000, 100)), new Shape(100, 100, DType.FLOAT64));

    assertThat(phases)
        .extracting(PhaseSpec::operation)
        .containsExactly("std", "mean", "std", "corr", "corr");
    assertThat(phases)
        .extracting(PhaseSpec::role)
        .containsExactly(Role.PARTIALS, Role.STATISTIC, Role.STATISTIC, Role.SUMS, Role.OUTPUT);
    assertThat(phases.get(3).tiling()).isEqualTo(new Tiling(64, 1));
    assertThat(phases.get(3).numbers()).isEqualTo(64 * 100 * 100);
    assertThat(phases.getLast().tiling().units()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"100000, 64", "64, 512", "1, 32768"})
  void shouldCutATransposeIntoTilesOfACacheLineAtLeast(long rowsOfInput, long perTile) {
    List<MatrixRef> inputs = List.of(ref(rowsOfInput, 7));
    PhaseSpec phase =
        only(planner("transpose", NONE, 1).plan(inputs, new Shape(7, rowsOfInput, DType.FLOAT64)));

    assertThat(phase.tiling()).isEqualTo(new Tiling(7, perTile));
  }

  @Test
  void shouldLeaveAPartialPerTileOfAReduction() {
    PhaseSpec phase = only(plan("sum", NONE, ref(1000, 1000)));

    assertThat(phase.role()).isEqualTo(Role.RESULT);
    assertThat(phase.tiling()).isEqualTo(new Tiling(1_000_000, 32 << 10));
    assertThat(phase.numbers()).isEqualTo(31 * 2);
    assertThat(phase.params()).containsEntry("axis", "all");
  }

  @Test
  void shouldLeaveAResultPerRow() {
    PhaseSpec phase = only(plan("sum", Map.of("axis", "rows"), ref(1000, 1000)));

    assertThat(phase.tiling()).isEqualTo(new Tiling(1000, 32));
    assertThat(phase.numbers()).isEqualTo(1000);
  }

  @Test
  void shouldLeaveAPartialPerBandAndColumn() {
    PhaseSpec phase = only(plan("sum", Map.of("axis", "cols"), ref(10_000, 100)));

    assertThat(phase.tiling()).isEqualTo(Tiling.bands(10_000, 100));
    assertThat(phase.numbers()).isEqualTo(phase.tiling().tileCount() * 2L * 100);
  }

  @Test
  void shouldHaveManyPartialsFinishedByWorkers() {
    List<PhaseSpec> phases = plan("sum", Map.of("axis", "cols"), ref(10_000, 5000));

    assertThat(phases).extracting(PhaseSpec::role).containsExactly(Role.PARTIALS, Role.FINISHED);
    assertThat(phases.getLast().tiling()).isEqualTo(new Tiling(5000, 1024));
    assertThat(phases.getLast().numbers()).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource({"1, 67108864, 32768", "64, 1000000, 512", "300, 100, 109", "5, 0, 6553"})
  void shouldCutOneBandIntoRunsOfColumnsThatWorkersFinish(long rows, long cols, long perTile) {
    PhaseSpec phase = only(plan("sum", Map.of("axis", "cols"), ref(rows, cols)));

    assertThat(phase.role()).isEqualTo(Role.FINISHED);
    assertThat(phase.tiling()).isEqualTo(new Tiling(cols, perTile));
    assertThat(phase.numbers()).isEqualTo(cols);
  }

  @Test
  void shouldLeavePartialsOfRunsOfColumnsForStatistics() {
    PhaseSpec phase = plan("standardize", NONE, ref(64, 1_000_000)).getFirst();

    assertThat(phase.tiling()).isEqualTo(new Tiling(1_000_000, 512));
    assertThat(phase.numbers() % 1_000_000).isZero();
    assertThat(phase.numbers()).isGreaterThan(1_000_000);
  }

  @ParameterizedTest
  @CsvSource({"all", "rows", "cols"})
  void shouldCutAReductionTheSameWhateverTheTileSize(String axis) {
    Map<String, String> params = Map.of("axis", axis);
    List<MatrixRef> inputs = List.of(ref(3000, 700));
    Shape shape = new Shape(3000, 700, DType.FLOAT64);

    List<PhaseSpec> wanted = planner("sum", params, 1).plan(inputs, shape);

    Operation sum = Operations.find("sum", 1);
    Params checked = Params.check("sum", sum.parameters(), params);
    for (long bytes : new long[] {4 << 10, 1 << 30}) {
      assertThat(new PhasePlanner(sum, checked, bytes).plan(inputs, shape)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "0, 0"})
  void shouldPlanForNothing(long rows, long cols) {
    for (String operation : List.of("sigmoid", "softmax", "standardize", "zeros")) {
      Shape shape = new Shape(rows, cols, DType.FLOAT64);
      for (PhaseSpec phase : planner(operation, NONE, 1).plan(List.of(ref(rows, cols)), shape)) {
        assertThat(phase.tiling().tileCount()).isLessThanOrEqualTo(1);
      }
    }
    assertThat(only(plan("sum", NONE, ref(rows, cols))).numbers()).isZero();
    assertThat(only(plan("sum", Map.of("axis", "rows"), ref(rows, cols))).numbers())
        .isEqualTo(rows);
  }

  @Test
  void shouldCutTerabytesIntoNoMoreTilesThanALedgerHolds() {
    PhaseSpec phase = only(plan("sigmoid", NONE, ref(1L << 22, 1L << 20)));

    assertThat(phase.tiling().tileCount()).isLessThanOrEqualTo(Tiling.TILES_MAX);
  }

  private static List<PhaseSpec> plan(
      String operation, Map<String, String> params, MatrixRef input) {
    Shape shape = new Shape(input.rows(), input.cols(), input.dtype());
    return planner(operation, params, 1).plan(List.of(input), shape);
  }

  private static List<PhaseSpec> plan(String operation, Map<String, String> params, Shape shape) {
    return planner(operation, params, 0).plan(List.of(), shape);
  }

  private static PhasePlanner planner(String name, Map<String, String> params, int inputs) {
    Operation operation = Operations.find(name, inputs);
    return new PhasePlanner(
        operation, Params.check(name, operation.parameters(), params), TILE_BYTES);
  }

  private static PhaseSpec only(List<PhaseSpec> phases) {
    assertThat(phases).hasSize(1);
    return phases.getFirst();
  }

  private static MatrixRef ref(long rows, long cols) {
    return new MatrixRef("/in.npy", 4096, rows, cols, DType.FLOAT64);
  }
}
