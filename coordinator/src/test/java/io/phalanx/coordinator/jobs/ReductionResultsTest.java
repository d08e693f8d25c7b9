package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.MatrixRef;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Partials that the fast kernel leaves tile by tile, combined. The matrix holds 0, 1, 2, ... in C
/// order.
class ReductionResultsTest {
  private static final int ROWS = 10;
  private static final int COLS = 7;
  private static final int LAST = ROWS * COLS - 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "sum, 2415",
    "mean, 34.5",
    "min, 0",
    "max, 69",
    "argmin, 0",
    "argmax, 69",
    "var, 408.25",
    "count-nonfinite, 0"
  })
  void shouldCombineTheTilesOfAWholeMatrix(String operation, double wanted) {
    try (NumberFile partials = all(operation, new Tiling(LAST + 1, 8))) {
      ReductionResults results = results(operation, "all", new Tiling(LAST + 1, 8), partials);

      assertThat(results.count()).isEqualTo(1);
      assertThat(results.values().applyAsDouble(0)).isEqualTo(wanted);
    }
  }

  /// Column 4 holds 4, 11, ..., 67.
  @ParameterizedTest
  @CsvSource({
    "sum, 355",
    "mean, 35.5",
    "min, 4",
    "max, 67",
    "argmin, 0",
    "argmax, 9",
    "var, 404.25",
    "count-nonfinite, 0"
  })
  void shouldCombineTheBandsOfAColumn(String operation, double wanted) {
    Tiling bands = new Tiling(ROWS, 3);
    try (NumberFile partials = columns(operation, bands)) {
      ReductionResults results = results(operation, "cols", bands, partials);

      assertThat(results.count()).isEqualTo(COLS);
      assertThat(results.values().applyAsDouble(4)).isEqualTo(wanted);
    }
  }

  @Test
  void shouldTakeTheResultsOfRowsAsTheyAre() {
    try (NumberFile partials = NumberFile.create(folder.resolve("partials"), ROWS)) {
      partials.set(3, -0.5);

      ReductionResults results = results("sum", "rows", new Tiling(ROWS, 4), partials);

      assertThat(results.count()).isEqualTo(ROWS);
      assertThat(results.values().applyAsDouble(3)).isEqualTo(-0.5);
    }
  }

  @Test
  void shouldHaveAValueForNothing() {
    MatrixRef nothing = new MatrixRef("/in.npy", 4096, 0, 2, DType.FLOAT64);
    try (NumberFile partials = NumberFile.create(folder.resolve("partials"), 0)) {
      for (String axis : List.of("all", "cols")) {
        PhaseSpec phase = phase("sum", axis, new Tiling(0, 1));

        ReductionResults results = ReductionResults.of(phase, nothing, partials);

        assertThat(results.values().applyAsDouble(0)).isZero();
      }
    }
  }

  private static ReductionResults results(
      String operation, String axis, Tiling tiling, NumberFile partials) {
    MatrixRef input = new MatrixRef("/in.npy", 4096, ROWS, COLS, DType.FLOAT64);
    return ReductionResults.of(phase(operation, axis, tiling), input, partials);
  }

  private static PhaseSpec phase(String operation, String axis, Tiling tiling) {
    return new PhaseSpec(operation, Map.of("axis", axis), tiling, 0, Role.RESULT);
  }

  private NumberFile all(String name, Tiling tiling) {
    Reduction reduction = reduction(name);
    int slots = reduction.slots();
    NumberFile partials =
        NumberFile.create(folder.resolve("partials"), (long) tiling.tileCount() * slots);
    Grid grid = counting();
    for (int tile = 0; tile < tiling.tileCount(); tile++) {
      MemorySegment run = grid.elements(tiling.first(tile), tiling.limit(tile));
      reduction.reduce(run, tiling.first(tile), partials.slice((long) tile * slots, slots));
    }
    return partials;
  }

  private NumberFile columns(String name, Tiling bands) {
    Reduction reduction = reduction(name);
    long perBand = (long) reduction.slots() * COLS;
    NumberFile partials =
        NumberFile.create(folder.resolve("partials"), bands.tileCount() * perBand);
    Grid grid = counting();
    for (int band = 0; band < bands.tileCount(); band++) {
      Grid rows = grid.rows(bands.first(band), bands.limit(band));
      reduction.reduceColumns(rows, bands.first(band), partials.slice(band * perBand, perBand));
    }
    return partials;
  }

  private static Reduction reduction(String name) {
    Operation operation = Operations.find(name, 1);
    Params params = Params.check(name, operation.parameters(), Map.of());
    return (Reduction) operation.kernels().vector(params, List.of(DType.FLOAT64));
  }

  private static Grid counting() {
    MemorySegment memory = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, LAST + 1L);
    for (int index = 0; index <= LAST; index++) {
      memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, index);
    }
    return new Grid(memory, ROWS, COLS, DType.FLOAT64);
  }
}
