package io.phalanx.shared.kernel.reduction;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Rows that are reduced together, against the same rows one by one.
class NarrowRowsTest {
  static final List<String> OPERATIONS = Jobs.names();

  /// Those whose reference does the same in the same order.
  static final List<String> EXACT =
      List.of("sum", "mean", "min", "max", "argmin", "argmax", "count-nonfinite");

  private static final int[] ROWS = {0, 1, 3, 17, 1029};

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldGiveTheTwinsBitsAtEveryWidth(String name) {
    for (int cols = 1; cols <= NarrowRows.COLS_MAX; cols++) {
      for (double[] values : samples(19 * cols)) {
        Grid grid = Samples.grid(values, 19, cols);
        assertThat(bits(Jobs.vector(name, DType.FLOAT64), grid))
            .as("operation=%s, cols=%d", name, cols)
            .isEqualTo(bits(Jobs.twin(name, DType.FLOAT64), grid));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("EXACT")
  void shouldGiveTheReferencesBitsWhenElementsAreAnything(String name) {
    for (int rows : ROWS) {
      for (int cols : new int[] {1, 2, 3, 7, 64}) {
        for (double[] values : samples(rows * cols)) {
          Grid grid = Samples.grid(values, rows, cols);
          assertThat(bits(Jobs.vector(name, DType.FLOAT64), grid))
              .as("operation=%s, rows=%d, cols=%d", name, rows, cols)
              .isEqualTo(oneByOne(Jobs.scalar(name, DType.FLOAT64), grid));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldAgreeWithTheReferenceAtEveryWidthAndType(String name) {
    Random random = new Random(8);
    double ulps = Jobs.operation(name).traits().ulpMax();
    for (DType type : DType.values()) {
      for (int cols = 1; cols <= NarrowRows.COLS_MAX; cols++) {
        double[] values = random.doubles(21L * cols, type == DType.UINT8 ? 0 : -1e6, 1e6).toArray();
        Grid grid = Samples.grid(values, 21, cols, type);
        long[] fast = bits(Jobs.vector(name, type), grid);
        long[] slow = oneByOne(Jobs.scalar(name, type), grid);
        for (int row = 0; row < fast.length; row++) {
          double wanted = Double.longBitsToDouble(slow[row]);
          assertThat(Double.longBitsToDouble(fast[row]))
              .as("operation=%s, type=%s, cols=%d, row=%d", name, type, cols, row)
              .isCloseTo(wanted, within(ulps * Math.ulp(wanted)));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldGiveTheSameBitsWhereverRowsAreCut(String name) {
    for (int cols : new int[] {1, 5, 200}) {
      int rows = 1500;
      Grid grid = Samples.grid(Samples.edges(rows * cols, cols), rows, cols);
      NarrowReduction kernel = (NarrowReduction) Jobs.vector(name, DType.FLOAT64);
      MemorySegment parts = Jobs.doubles(rows);
      for (int first = 0, limit; first < rows; first = limit) {
        limit = Math.min(rows, first + 1 + first % 13);
        kernel.reduceRows(
            grid.rows(first, limit),
            parts.asSlice(first * (long) Double.BYTES, (limit - first) * (long) Double.BYTES));
      }
      assertThat(parts.toArray(JAVA_LONG)).isEqualTo(bits(kernel, grid));
    }
  }

  @Test
  void shouldFindTheNormWhenSquaresLeaveTheRange() {
    double[] values = {3e300, 4e300, 3e-300, 4e-300, 3.0, 4.0, 0.0, -0.0, Double.MIN_VALUE, 0.0};
    Grid grid = Samples.grid(values, 5, 2);
    MemorySegment results = Jobs.doubles(5);
    ((NarrowReduction) Jobs.vector("norm", DType.FLOAT64)).reduceRows(grid, results);
    double[] norms = results.toArray(ValueLayout.JAVA_DOUBLE);
    assertThat(norms[0]).isCloseTo(5e300, within(Math.ulp(5e300)));
    assertThat(norms[1]).isCloseTo(5e-300, within(Math.ulp(5e-300)));
    assertThat(norms[2]).isEqualTo(5.0);
    assertThat(norms[3]).isEqualTo(0.0);
    assertThat(norms[4]).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void shouldRefuseRowsThatAreNotNarrow() {
    NarrowReduction kernel = (NarrowReduction) Jobs.vector("sum", DType.FLOAT64);
    int cols = NarrowRows.COLS_MAX + 1;
    Grid grid = Samples.grid(new double[cols], 1, cols);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.reduceRows(grid, Jobs.doubles(1)))
        .withMessageContaining("cols=" + cols);
  }

  private static List<double[]> samples(int count) {
    return List.of(
        Samples.normal(count, 1),
        Samples.bits(count, 2),
        Samples.edges(count, 3),
        new double[count]);
  }

  private static long[] bits(Reduction kernel, Grid grid) {
    MemorySegment results = Jobs.doubles(grid.rows());
    ((NarrowReduction) kernel).reduceRows(grid, results);
    return results.toArray(JAVA_LONG);
  }

  private static long[] oneByOne(Reduction kernel, Grid grid) {
    double[] results = Jobs.rows(kernel, grid);
    long[] bits = new long[results.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToLongBits(results[i]);
    }
    return bits;
  }
}
