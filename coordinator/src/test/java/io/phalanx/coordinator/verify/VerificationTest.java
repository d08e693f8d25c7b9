package io.phalanx.coordinator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation there is that writes a matrix, its output by the fast kernel checked, whole and
/// spoiled.
class VerificationTest {
  /// More rows, and more elements, than a sample looks at.
  private static final Shape LARGE = doubles(131, 131);

  private static final long LAST = 131 * 131 - 1;
  private static final Operation SIGMOID = Operations.find("sigmoid", 1);

  @TempDir private Path root;
  private Path scratch = Path.of("");
  private JobFolder folder = new JobFolder(scratch);

  @BeforeEach
  void makeFolders() throws IOException {
    scratch = Files.createDirectory(root.resolve("scratch"));
    folder = new JobFolder(root);
  }

  static Stream<Arguments> maps() {
    return Operations.all().stream()
        .filter(operation -> operation.family() != Family.REDUCTION)
        .flatMap(operation ->
            Stream.of(Extent.values())
                .map(extent -> argumentSet(named(operation, extent), operation, extent)));
  }

  /// One operation of each family and number of inputs.
  static Stream<Arguments> kinds() {
    Set<String> seen = new HashSet<>();
    return maps()
        .filter(arguments -> {
          Operation operation = (Operation) arguments.get()[0];
          return seen.add(operation.family() + "/" + operation.inputs() + "/" + arguments.get()[1]);
        });
  }

  static Stream<Arguments> kindsInPlace() {
    return kinds().filter(arguments -> ((Operation) arguments.get()[0]).traits().inPlace());
  }

  @ParameterizedTest
  @MethodSource("maps")
  void shouldFindNothingWrongWithTheFastKernel(Operation operation, Extent extent) {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      Shape shape = fitting(operation, new Shape(4, 501, dtype));
      JobPlan plan = folder.outOfPlace(operation, shape, MatrixFixture::odd);

      assertRight(check(plan, extent), shape.rows() * shape.cols());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldFindTheFirstAndTheLastElementWrong(Operation operation, Extent extent) {
    JobPlan plan = folder.outOfPlace(operation, LARGE, MatrixFixture::plain);
    JobRecord job = folder.ran(plan).run();

    MatrixFixture.spoil(folder.output(plan), LAST);
    Verdict lastWrong = folder.verdict(plan, extent, job);
    MatrixFixture.spoil(folder.output(plan), 0);
    Verdict bothWrong = folder.verdict(plan, extent, job);

    assertThat(lastWrong.wrong()).isEqualTo(1);
    assertThat(lastWrong.firstWrong()).startsWith("row=130, col=130, expected=");
    assertThat(bothWrong.wrong()).isEqualTo(2);
    assertThat(bothWrong.firstWrong()).startsWith("row=0, col=0, expected=");
    assertThat(bothWrong.ulpMax()).isGreaterThan(1000);
  }

  @ParameterizedTest
  @MethodSource("kindsInPlace")
  void shouldCheckInPlace(Operation operation, Extent extent) {
    JobPlan plan = folder.inPlace(operation, LARGE);
    try (Verification verification = Verification.prepare(plan, extent, scratch)) {
      JobRecord job = folder.ran(plan).run();

      Verdict right = verification.check(job, folder.files());
      MatrixFixture.spoil(folder.output(plan), LAST);
      Verdict wrong = verification.check(job, folder.files());

      assertThat(right).matches(Verdict::isRight);
      assertThat(right.checked()).isPositive();
      assertThat(wrong.wrong()).isEqualTo(1);
      assertThat(wrong.firstWrong()).startsWith("row=130, col=130, expected=");
    }
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldFindNothingWrongWithNothing(Operation operation, Extent extent) {
    for (Shape shape : List.of(doubles(0, 5), doubles(5, 0), doubles(0, 0))) {
      Shape fitting = fitting(operation, shape);
      JobPlan plan = folder.outOfPlace(operation, fitting, MatrixFixture::plain);

      boolean nothing = fitting.rows() * fitting.cols() == 0;
      assertThat(check(plan, extent)).matches(Verdict::isRight);
      assertThat(check(plan, extent).checked() == 0).isEqualTo(nothing);
    }
  }

  @Test
  void shouldFindASingleElementWrongInTheMiddleWhereAllAreChecked() {
    JobPlan plan = folder.outOfPlace(SIGMOID, doubles(300, 401), MatrixFixture::plain);
    JobRecord job = folder.ran(plan).run();

    MatrixFixture.spoil(folder.output(plan), 401L * 133 + 5);
    Verdict verdict = folder.verdict(plan, Extent.ALL, job);

    assertThat(verdict.checked()).isEqualTo(300 * 401);
    assertThat(verdict.wrong()).isEqualTo(1);
    assertThat(verdict.firstWrong()).matches("row=133, col=5, expected=0\\.\\d+, found=0\\.\\d+");
    assertThat(verdict.ulpAllowed()).isEqualTo(SIGMOID.traits().ulpMax());
  }

  @Test
  void shouldLookAtASampleOnly() {
    JobPlan plan = folder.outOfPlace(SIGMOID, doubles(300, 401), MatrixFixture::plain);

    assertThat(check(plan, Extent.SAMPLE).checked()).isBetween(8_000L, 64L * 256);
  }

  @ParameterizedTest
  @EnumSource(Extent.class)
  void shouldReadIntegers(Extent extent) {
    Shape shape = new Shape(40, 30, DType.INT32);
    JobPlan plan = folder.outOfPlace(SIGMOID, shape, MatrixFixture::plain);

    assertRight(check(plan, extent), 1200);
  }

  @ParameterizedTest
  @EnumSource(Extent.class)
  void shouldKeepTheInputWhereItIsBothInputs(Extent extent) {
    Path input = MatrixFixture.plain(folder.input(0), doubles(40, 30));
    JobPlan plan = folder.plan(Operations.find("add", 2), List.of(input, input), null);
    try (Verification verification = Verification.prepare(plan, extent, scratch)) {
      JobRecord job = folder.ran(plan).run();

      assertRight(verification.check(job, folder.files()), 1200);
    }
  }

  @Test
  void shouldRefuseAnOutputOfAnotherShape() {
    JobPlan plan = folder.outOfPlace(SIGMOID, doubles(4, 5), MatrixFixture::plain);
    MatrixFixture.plain(folder.output(plan), doubles(5, 4));

    assertThatIllegalStateException()
        .isThrownBy(() -> folder.verdict(plan, Extent.SAMPLE, folder.ran(plan).done(null)))
        .withMessageContaining("not what the job was to write: file=" + folder.output(plan));
  }

  @Test
  void shouldRefuseAnInputThatChangedSinceThePlan() {
    JobPlan plan = folder.outOfPlace(SIGMOID, doubles(4, 5), MatrixFixture::plain);
    MatrixFixture.plain(folder.input(0), doubles(5, 4));

    assertThatIllegalStateException()
        .isThrownBy(() -> Verification.prepare(plan, Extent.SAMPLE, scratch))
        .withMessageContaining("planned=4x5 float64, found=5x4 float64");
  }

  @Test
  void shouldRefuseAScratchFolderThatIsNone() {
    JobPlan plan = folder.inPlace(SIGMOID, doubles(4, 5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Verification.prepare(plan, Extent.ALL, scratch.resolve("missing")))
        .withMessageContaining("no such directory");
  }

  private Verdict check(JobPlan plan, Extent extent) {
    return folder.verdict(plan, extent, folder.ran(plan).run());
  }

  private static void assertRight(Verdict verdict, long checked) {
    assertThat(verdict).matches(Verdict::isRight);
    assertThat(verdict.firstWrong()).isNull();
    assertThat(verdict.checked()).isEqualTo(checked);
  }

  /// The square as wide as the shape is high where a product has one input, one column of a vector.
  private static Shape fitting(Operation operation, Shape shape) {
    if (operation.family() != Family.PRODUCT) {
      return shape;
    }
    if (operation.name().equals("matvec")) {
      return new Shape(shape.rows(), 1, shape.dtype());
    }
    return operation.inputs() == 1 ? new Shape(shape.rows(), shape.rows(), shape.dtype()) : shape;
  }

  private static Shape doubles(long rows, long cols) {
    return new Shape(rows, cols, DType.FLOAT64);
  }

  private static String named(Operation operation, Extent extent) {
    return operation.name() + " of " + operation.inputs() + ", " + extent;
  }
}
