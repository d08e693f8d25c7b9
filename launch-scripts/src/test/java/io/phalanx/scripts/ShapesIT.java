package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Shapes at the edge: fewer rows than workers, one element, none, one long row, one long column.
///
/// The elements are small whole numbers, so that every sum and product is exact.
class ShapesIT {
  private static final Map<String, String> PLAIN = Map.of();

  @TempDir private static Path root;
  private static Phalanx phalanx;
  private static JobClient jobs;

  @BeforeAll
  static void startCluster() throws Exception {
    phalanx = Phalanx.in(root);
    phalanx.start(3);
    jobs = JobClient.connect(phalanx.directory());
  }

  @AfterAll
  static void stopCluster() throws Exception {
    jobs.close();
    phalanx.close();
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "1, 1", "0, 5", "5, 0", "0, 0", "1, 100003", "100003, 1"})
  void shouldComputeMatricesOfThisShape(int rows, int cols) throws IOException {
    Shape shape = new Shape(rows, cols);
    Path input = matrix(shape);
    Path output = phalanx.file("out.npy");
    double[] x = Matrices.read(input);

    jobs.write("affine", Map.of("a", "2", "b", "1"), List.of(input), output);
    assertMatrix(output, shape, of(x, index -> 2 * x[index] + 1));
    jobs.write("add", PLAIN, List.of(input, input), output);
    assertMatrix(output, shape, of(x, index -> 2 * x[index]));
    jobs.write("cumsum", PLAIN, List.of(input), output);
    assertMatrix(output, shape, cumulated(x, cols));
    jobs.write("transpose", PLAIN, List.of(input), output);
    int stride = Math.max(1, rows);
    assertMatrix(
        output, shape.transposed(), of(x, index -> x[(index % stride) * cols + index / stride]));
    jobs.write("standardize", PLAIN, List.of(input), output);
    assertThat(Matrices.shape(output)).isEqualTo(shape);
    jobs.write("softmax", PLAIN, List.of(input), output);
    assertThat(rowSums(Matrices.read(output), shape))
        .allSatisfy(sum -> assertThat(sum).isBetween(1 - 1e-9, 1 + 1e-9));
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "1, 1", "0, 5", "5, 0", "1, 100003", "100003, 1"})
  void shouldComputeInPlace(int rows, int cols) throws IOException {
    Shape shape = new Shape(rows, cols);
    Path other = matrix(shape);
    Path file = Files.copy(other, phalanx.file("changed-" + shape + ".npy"));
    double[] x = Matrices.read(file);

    jobs.overwrite("neg", PLAIN, file);
    assertMatrix(file, shape, of(x, index -> -x[index]));
    jobs.overwrite("sub", PLAIN, file, other);
    assertMatrix(file, shape, of(x, index -> -2 * x[index]));
    jobs.overwrite("cumsum", PLAIN, file);
    assertMatrix(file, shape, cumulated(of(x, index -> -2 * x[index]), cols));
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "1, 1", "1, 100003", "100003, 1"})
  void shouldReduceMatricesOfThisShape(int rows, int cols) {
    Shape shape = new Shape(rows, cols);
    Path input = matrix(shape);
    double[] x = Matrices.read(input);

    for (String axis : List.of("all", "rows", "cols")) {
      Map<String, String> params = Map.of("axis", axis);
      assertThat(jobs.reduce("sum", params, input)).isEqualTo(fold(x, shape, axis, Double::sum));
      assertThat(jobs.reduce("min", params, input)).isEqualTo(fold(x, shape, axis, Math::min));
      assertThat(jobs.reduce("max", params, input)).isEqualTo(fold(x, shape, axis, Math::max));
    }
    double max = Arrays.stream(x).max().orElseThrow();
    double[] place = jobs.reduce("argmax", PLAIN, input);
    assertThat(x[(int) place[0]]).isEqualTo(max);
    assertThat(Arrays.stream(x).limit((long) place[0])).doesNotContain(max);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "0, 0"})
  void shouldReduceNothingWhereThatHasAValue(int rows, int cols) {
    Path input = matrix(new Shape(rows, cols));

    assertThat(jobs.reduce("sum", PLAIN, input)).containsExactly(0);
    assertThat(jobs.reduce("sum", Map.of("axis", "rows"), input)).isEqualTo(new double[rows]);
    assertThat(jobs.reduce("sum", Map.of("axis", "cols"), input)).isEqualTo(new double[cols]);
    assertThat(jobs.reduce("count-nonfinite", PLAIN, input)).containsExactly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jobs.reduce("min", PLAIN, input))
        .withMessageContainingAll("nothing to reduce", input.toString());
    assertThatIllegalArgumentException().isThrownBy(() -> jobs.reduce("argmax", PLAIN, input));
  }

  @ParameterizedTest
  @CsvSource({"2, 5, 3", "1, 1, 1", "0, 5, 3", "2, 0, 3", "2, 5, 0", "1, 100003, 1", "1003, 1, 7"})
  void shouldMultiply(int rows, int inner, int cols) {
    Path left = matrix(new Shape(rows, inner));
    Path right = matrix(new Shape(inner, cols));
    Path output = phalanx.file("product.npy");
    double[] a = Matrices.read(left);
    double[] b = Matrices.read(right);
    double[] expected = new double[rows * cols];
    for (int index = 0; index < expected.length; index++) {
      for (int k = 0; k < inner; k++) {
        expected[index] += a[index / cols * inner + k] * b[k * cols + index % cols];
      }
    }

    jobs.write("matmul", PLAIN, List.of(left, right), output);

    assertMatrix(output, new Shape(rows, cols), expected);
  }

  @Test
  void shouldRefuseTheLeastOfNothingOnTheCommandLineToo() throws Exception {
    Outcome outcome = phalanx.run("submit", "min", matrix(new Shape(0, 5)));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).hasLineCount(1).contains("nothing to reduce", "shape=0x5");
  }

  /// The elements -8 to 8 in turn, never in step with the rows.
  private static Path matrix(Shape shape) {
    Path file = phalanx.file(shape + ".npy");
    return Files.exists(file)
        ? file
        : Matrices.write(file, DType.FLOAT64, shape, index -> (index * 7 + 3) % 17 - 8);
  }

  private static double[] of(double[] like, IntToDoubleFunction values) {
    double[] result = new double[like.length];
    Arrays.setAll(result, values);
    return result;
  }

  private static double[] cumulated(double[] x, int cols) {
    double[] sums = x.clone();
    for (int index = 0; index < x.length; index++) {
      sums[index] = index % cols == 0 ? x[index] : sums[index - 1] + x[index];
    }
    return sums;
  }

  private static List<Double> rowSums(double[] x, Shape shape) {
    return shape.elements() == 0
        ? List.of()
        : Arrays.stream(fold(x, shape, "rows", Double::sum)).boxed().toList();
  }

  private static void assertMatrix(Path file, Shape shape, double[] expected) {
    assertThat(Matrices.shape(file)).isEqualTo(shape);
    double[] found = Matrices.read(file);
    assertThat(Arrays.mismatch(found, expected)).as("first element that differs").isEqualTo(-1);
  }

  /// A reduction done in the plainest way.
  private static double[] fold(
      double[] x, Shape shape, String axis, DoubleBinaryOperator operator) {
    int cols = (int) shape.cols();
    int results =
        switch (axis) {
          case "rows" -> (int) shape.rows();
          case "cols" -> cols;
          default -> 1;
        };
    double[] folded = new double[results];
    boolean[] begun = new boolean[results];
    for (int index = 0; index < x.length; index++) {
      int result = axis.equals("rows") ? index / cols : axis.equals("cols") ? index % cols : 0;
      folded[result] = begun[result] ? operator.applyAsDouble(folded[result], x[index]) : x[index];
      begun[result] = true;
    }
    return folded;
  }
}
