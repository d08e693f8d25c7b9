package io.phalanx.coordinator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every reduction there is along every axis, its results by the fast kernel checked, right and
/// spoiled.
class ReductionVerificationTest {
  private static final int ROWS = 701;
  private static final int COLS = 37;

  @TempDir private Path root;

  static Stream<Arguments> reductions() {
    return Operations.all().stream()
        .filter(operation -> operation.family() == Family.REDUCTION)
        .flatMap(operation ->
            Stream.of(Extent.values())
                .map(extent ->
                    argumentSet(operation.name() + ", " + extent, operation.name(), extent)));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void shouldCheckTheResultOfTheWholeMatrix(String name, Extent extent) {
    JobPlan plan = plan(name, "all", DType.FLOAT32);
    JobFolder folder = new JobFolder(root);
    JobRecord job = folder.ran(plan).run();
    double result = Objects.requireNonNull(job.outcome().result());

    Verdict right = folder.verdict(plan, extent, job);
    JobRecord spoiled = folder.ran(plan).done(MatrixFixture.spoiled(result));
    Verdict wrong = folder.verdict(plan, extent, spoiled);

    assertThat(right).matches(Verdict::isRight);
    assertThat(right.checked()).isEqualTo(1);
    assertThat(wrong.wrong()).isEqualTo(1);
    assertThat(wrong.firstWrong())
        .startsWith("axis=all, expected=")
        .endsWith("found=" + MatrixFixture.spoiled(result));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void shouldCheckAResultPerRow(String name, Extent extent) {
    JobPlan plan = plan(name, "rows", DType.FLOAT64);
    JobFolder folder = new JobFolder(root);
    JobRecord job = folder.ran(plan).run();

    Verdict right = folder.verdict(plan, extent, job);
    spoil(folder, ROWS - 1);
    Verdict wrong = folder.verdict(plan, extent, job);
    spoil(folder, 0);
    Verdict bothWrong = folder.verdict(plan, extent, job);

    assertThat(right).matches(Verdict::isRight);
    assertThat(right.checked()).isBetween(extent == Extent.ALL ? ROWS : 100L, (long) ROWS);
    assertThat(wrong.wrong()).isEqualTo(1);
    assertThat(wrong.firstWrong()).startsWith("row=700, expected=");
    assertThat(bothWrong.firstWrong()).startsWith("row=0, expected=");
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void shouldCheckAResultPerColumn(String name, Extent extent) {
    JobPlan plan = plan(name, "cols", DType.INT32);
    JobFolder folder = new JobFolder(root);
    JobRecord job = folder.ran(plan).run();

    Verdict right = folder.verdict(plan, extent, job);
    spoil(folder, 17);
    Verdict wrong = folder.verdict(plan, extent, job);

    assertThat(right).matches(Verdict::isRight);
    assertThat(right.checked()).isEqualTo(COLS);
    assertThat(wrong.wrong()).isEqualTo(1);
    assertThat(wrong.firstWrong()).startsWith("col=17, expected=");
  }

  @ParameterizedTest
  @EnumSource(Extent.class)
  void shouldCheckSumsOfNothing(Extent extent) {
    for (String axis : new String[] {"all", "rows", "cols"}) {
      for (Shape shape : new Shape[] {doubles(0, 5), doubles(5, 0), doubles(0, 0)}) {
        JobFolder folder = new JobFolder(root.resolve(axis + shape.rows() + shape.cols()));
        assertThat(folder.root().toFile().mkdir()).isTrue();
        Path input = MatrixFixture.plain(folder.input(0), shape);
        JobPlan plan = folder.reduction("sum", axis, input);

        Verdict verdict = folder.verdict(plan, extent, folder.ran(plan).run());

        assertThat(verdict).matches(Verdict::isRight);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Extent.class)
  void shouldTakeNaNForNaN(Extent extent) {
    JobFolder folder = new JobFolder(root);
    Path input = MatrixFixture.odd(folder.input(0), doubles(50, 40));
    JobPlan plan = folder.reduction("sum", "all", input);
    JobRecord job = folder.ran(plan).run();

    assertThat(job.outcome().result()).isNaN();
    assertThat(folder.verdict(plan, extent, job)).matches(Verdict::isRight);
    assertThat(folder.verdict(plan, extent, folder.ran(plan).done(1.0)).firstWrong())
        .isEqualTo("axis=all, expected=NaN, found=1.0");
  }

  @Test
  void shouldRefuseAJobWithoutTheResultsThatWerePlanned() {
    JobFolder folder = new JobFolder(root);
    JobPlan all = plan("sum", "all", DType.FLOAT64);
    JobPlan rows = folder.reduction("sum", "rows", folder.input(0));
    NumberFile.create(folder.files().results(), 3).close();

    assertThatIllegalStateException()
        .isThrownBy(() -> folder.verdict(all, Extent.ALL, folder.ran(all).done(null)))
        .withMessage("job has no result: job=j0001");
    assertThatIllegalStateException()
        .isThrownBy(() -> folder.verdict(rows, Extent.ALL, folder.ran(rows).done(null)))
        .withMessageContaining("wanted=701, is=3");
  }

  private JobPlan plan(String name, String axis, DType dtype) {
    JobFolder folder = new JobFolder(root);
    Path input = MatrixFixture.plain(folder.input(0), new Shape(ROWS, COLS, dtype));
    return folder.reduction(name, axis, input);
  }

  private static void spoil(JobFolder folder, long index) {
    try (NumberFile results = NumberFile.open(folder.files().results())) {
      results.set(index, MatrixFixture.spoiled(results.get(index)));
    }
  }

  private static Shape doubles(long rows, long cols) {
    return new Shape(rows, cols, DType.FLOAT64);
  }
}
