package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a job request is turned into, and every reason to refuse one.
class JobPlannerTest {
  @TempDir private Path folder;
  private Path a = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void makeInput() {
    a = matrix("a.npy", DType.FLOAT64, 6, 4);
    out = folder.resolve("out.npy");
  }

  @Test
  void shouldPlanAFileOfTheInputsShape() {
    JobPlan plan = plan(Asked.of("sigmoid", a).to(out));

    assertThat(plan.output()).isEqualTo(new Shape(6, 4, DType.FLOAT64));
    assertThat(plan.writesFile()).isTrue();
    assertThat(plan.types()).containsExactly(DType.FLOAT64);
    assertThat(plan.inputs().getFirst().path()).isEqualTo(a.toString());
    assertThat(plan.ulpAllowed()).isEqualTo(plan.operation().traits().ulpMax());
  }

  @Test
  void shouldPlanWorkInPlace() {
    assertThat(plan(Asked.of("sigmoid", a).inPlace()).writesFile()).isFalse();
  }

  @Test
  void shouldAllowForTheStatisticsThatAColumnMapBuildsOn() {
    JobPlan plan = plan(Asked.of("standardize", a).to(out));

    assertThat(plan.phaseCount()).isEqualTo(4);
    assertThat(plan.ulpAllowed()).isGreaterThan(plan.operation().traits().ulpMax());
  }

  @Test
  void shouldFindTheShapeOfEachFamily() {
    Path b = matrix("b.npy", DType.FLOAT32, 4, 9);

    assertThat(plan(Asked.of("matmul", a, b).to(out)).output())
        .isEqualTo(new Shape(6, 9, DType.FLOAT64));
    assertThat(plan(Asked.of("transpose", b).to(out)).output())
        .isEqualTo(new Shape(9, 4, DType.FLOAT32));
    assertThat(plan(Asked.of("sum", b)).output()).isEqualTo(new Shape(4, 9, DType.FLOAT32));
    assertThat(plan(Asked.of("zeros").to(out).with("shape", "3x5")).output())
        .isEqualTo(new Shape(3, 5, DType.FLOAT64));
    assertThat(
            plan(Asked.of("zeros").to(out).with("shape", "3x5").with("dtype", "float32")).types())
        .containsExactly(DType.FLOAT32);
    assertThat(plan(Asked.of("zeros", b).inPlace()).output())
        .isEqualTo(new Shape(4, 9, DType.FLOAT32));
  }

  @Test
  void shouldRefuseWhatIsNoOperation() {
    refused(
        Asked.of("sigmund", a).to(out),
        "unknown operation: operation=sigmund; see phalanx ops; one of yours needs --kernels JAR");
    refused(
        Asked.of("sigmoid", a, a).to(out),
        "wrong number of input matrices: operation=sigmoid, inputs=2, wanted=[1]");
  }

  @Test
  void shouldRefuseParametersThatAreNone() {
    refused(
        Asked.of("affine", a).to(out).param("c", "1"),
        "unknown parameter: operation=affine, param=c, known=[a, b]");
    refused(
        Asked.of("affine", a).to(out).param("a", "two"),
        "unreadable parameter: operation=affine, param=a, value=two, wanted=a number");
    refused(
        Asked.of("clip", a).to(out).param("min", "0"),
        "missing parameter: operation=clip, param=max; give --param max=VALUE");
    refused(
        Asked.of("sum", a).param("axis", "diagonal"),
        "unreadable parameter: operation=sum, param=axis, value=diagonal,"
            + " wanted=[all, rows, cols]");
  }

  @Test
  void shouldRefuseParametersThatContradictEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Asked.of("clip", a).to(out).param("min", "2").param("max", "1")))
        .withMessageContaining("min=2.0");
  }

  @Test
  void shouldRefuseShapesThatDoNotFit() {
    Path b = matrix("b.npy", DType.FLOAT64, 4, 6);

    refused(
        Asked.of("add", a, b).to(out),
        "shapes differ: operation=add, " + a + "=6x4, " + b + "=4x6");
    refused(
        Asked.of("matmul", a, a).to(out),
        "inner dimensions differ: a=6x4, b=6x4, operation=matmul, "
            + a
            + "=6x4, "
            + a
            + "=6x4; look at them with phalanx matrix info; --param transa=true transposes the"
            + " first");
    assertThat(plan(Asked.of("matmul", a, a).to(out).param("transa", "true")).output())
        .isEqualTo(new Shape(4, 4, DType.FLOAT64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Asked.of("matmul", a, b, b).to(out)))
        .withMessageContaining("third input does not fit the product: c=4x6, wanted=6x6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Asked.of("matvec", a, b).to(out)))
        .withMessageContaining("second input is no vector: columns=6");
    refused(
        Asked.of("matmul", a, b).to(out).with("tileKib", "64"),
        "tile size is fixed for a product: operation=matmul, tile-kib=64; its tiles depend on the"
            + " shape alone, so that every setting gives the same bits");
  }

  @Test
  void shouldRefuseAJobWithoutATargetOrWithTwo() {
    refused(
        Asked.of("sigmoid", a), "no target: operation=sigmoid; give --out FILE.npy or --in-place");
    refused(Asked.of("transpose", a), "no target: operation=transpose; give --out FILE.npy");
    refused(
        Asked.of("sigmoid", a).to(out).inPlace(),
        "two targets: out=" + out + ", in-place=true; give one of --out and --in-place");
    refused(
        Asked.of("zeros").inPlace().with("shape", "3x5"),
        "nothing to overwrite: operation=zeros, in-place=true; name the matrix, or give --out"
            + " FILE.npy");
  }

  @Test
  void shouldRefuseATargetThatCannotBeWritten() throws IOException {
    Path missing = folder.resolve("missing").resolve("out.npy");
    Path link = Files.createSymbolicLink(folder.resolve("link.npy"), a);

    refused(
        Asked.of("sigmoid", a).to(folder),
        "cannot write there: out=" + folder + "; name a file in a folder that exists");
    refused(
        Asked.of("sigmoid", a).to(missing),
        "cannot write there: out=" + missing + "; name a file in a folder that exists");
    refused(
        Asked.of("sigmoid", a).to(a),
        "output is an input: out=" + a + "; use --in-place to overwrite it");
    refused(
        Asked.of("sigmoid", a).to(link),
        "output is an input: out=" + link + "; use --in-place to overwrite it");
  }

  @Test
  void shouldRefuseATargetWithoutPermission() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertThat(locked.toFile().setWritable(false)).isTrue();
    assertThat(a.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(locked)).as("the superuser may write anywhere").isFalse();
    Path target = locked.resolve("out.npy");

    refused(
        Asked.of("sigmoid", a).to(target),
        "cannot write there: out=" + target + ", folder not writable=" + locked);
    refused(
        Asked.of("sigmoid", a).inPlace(),
        "file is read-only: file=" + a + "; chmod u+w it, or give --out FILE.npy");
  }

  @Test
  void shouldRefuseInPlaceWhatDoesNotFitThere() {
    Path whole = matrix("whole.npy", DType.INT32, 6, 4);
    Path narrow = matrix("narrow.npy", DType.FLOAT32, 6, 4);

    refused(
        Asked.of("sum", a).inPlace(), "not possible in place: operation=sum; give --out FILE.npy");
    refused(
        Asked.of("sigmoid", whole).inPlace(),
        "integers are inputs only: file="
            + whole
            + ", dtype=int32; give --out FILE.npy, which will be float64");
    refused(
        Asked.of("add", narrow, a).inPlace(),
        "result does not fit in place: file="
            + narrow
            + ", dtype=float32, result=float64; give --out FILE.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"min", "max", "argmin", "argmax"})
  void shouldRefuseToReduceNothingToAPlace(String operation) {
    Path empty = matrix("empty.npy", DType.FLOAT64, 0, 4);
    Path thin = matrix("thin.npy", DType.FLOAT64, 4, 0);
    String message =
        "nothing to reduce: operation=%s, axis=%s, file=%s, shape=%s; the %s of no"
            + " element has no value";

    refused(
        Asked.of(operation, empty), message.formatted(operation, "all", empty, "0x4", operation));
    refused(
        Asked.of(operation, thin).param("axis", "rows"),
        message.formatted(operation, "rows", thin, "4x0", operation));
    refused(
        Asked.of(operation, empty).param("axis", "cols"),
        message.formatted(operation, "cols", empty, "0x4", operation));
    assertThat(plan(Asked.of(operation, empty).param("axis", "rows")).tiles()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"3", "0", "-4", "four", "''", "1048577", "4294967300"})
  void shouldRefuseATileSizeOutOfRange(String kib) {
    refused(
        Asked.of("sigmoid", a).to(out).with("tileKib", kib),
        "option out of range: tileKib=" + kib + ", min=4, max=1048576");
  }

  @Test
  void shouldRefuseATileSizeWhereBitsWouldDependOnIt() {
    refused(
        Asked.of("sum", a).with("tileKib", "64"),
        "tile size is fixed for a reduction: operation=sum, tile-kib=64; its tiles depend on the"
            + " shape alone, so that every setting gives the same bits");
  }

  @Test
  void shouldRefuseOptionsThatAreNone() {
    refused(
        Asked.of("sigmoid", a).to(out).with("tilekib", "64"),
        "unknown option: name=tilekib, known=[dtype, durable, shape, tileKib]");
    refused(
        Asked.of("sigmoid", a).to(out).with("durable", "yes"),
        "unreadable option: durable=yes, wanted=true or false");
  }

  @Test
  void shouldRefuseAFillWithoutAShape() {
    refused(Asked.of("zeros").to(out), "no shape: operation=zeros; give --shape ROWSxCOLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "4x", "x4", "4x4x4", "-4x4", "4 x 4", "4X4", "1e3x4"})
  void shouldRefuseAnUnreadableShape(String shape) {
    refused(
        Asked.of("zeros").to(out).with("shape", shape),
        "unreadable shape: shape=" + shape + ", wanted=ROWSxCOLS such as 4096x4096");
  }

  @Test
  void shouldRefuseAShapeThatNoFileCanHave() {
    refused(
        Asked.of("zeros").to(out).with("shape", "4000000000x4000000000"),
        "shape too large: shape=4000000000x4000000000");
    refused(
        Asked.of("zeros").to(out).with("shape", "3x4").with("dtype", "int32"),
        "not a type to compute in: dtype=int32, wanted=float64 or float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Asked.of("zeros").to(out).with("shape", "3x4").with("dtype", "f8")))
        .withMessageStartingWith("unknown dtype: dtype=f8");
  }

  @Test
  void shouldRefuseAFileThatIsNoMatrix() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npy"), "no matrix");

    for (Path file : List.of(text, folder, folder.resolve("none.npy"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plan(Asked.of("sigmoid", file).to(out)))
          .withMessageStartingWith("cannot read matrix: file=" + file);
    }
  }

  private static JobPlan plan(Asked asked) {
    return new JobPlanner(256).plan(asked.request());
  }

  private static void refused(Asked asked, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> plan(asked)).withMessage(message);
  }

  private Path matrix(String name, DType dtype, long rows, long cols) {
    Path file = folder.resolve(name);
    try (NewMatrix matrix = NewMatrix.create(file, dtype, rows, cols)) {
      matrix.commit();
    }
    return file;
  }
}
