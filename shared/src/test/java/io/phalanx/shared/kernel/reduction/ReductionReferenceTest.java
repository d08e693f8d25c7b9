package io.phalanx.shared.kernel.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The fast kernels against the scalar reference, and the ways to cut the work against each other.
class ReductionReferenceTest {
  static final List<String> OPERATIONS = Jobs.names();
  static final List<String> EXACT = List.of("min", "max", "argmin", "argmax", "count-nonfinite");

  private static final int[] COLUMNS = {1, 2, 7, 33, 256, 1025, 1030};

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldAgreeWithTheReferenceWhenARunHasAnyLength(String name) {
    for (int length : Samples.LENGTHS) {
      for (double[] values : finite(length)) {
        Grid grid = Samples.grid(values, 1, length);
        double fast = Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, 1000);
        double slow = Jobs.whole(Jobs.scalar(name, DType.FLOAT64), grid, 1000);
        assertClose(name, fast, slow);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("EXACT")
  void shouldAgreeExactlyWhenElementsAreAnyBits(String name) {
    for (int length : Samples.LENGTHS) {
      for (long seed = 0; seed < 6; seed++) {
        double[] values = seed % 2 == 0 ? Samples.bits(length, seed) : Samples.edges(length, seed);
        Grid grid = Samples.grid(values, 1, length);
        assertSame(
            name,
            Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, 300),
            Jobs.whole(Jobs.scalar(name, DType.FLOAT64), grid, 300));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("EXACT")
  void shouldAgreeExactlyWhenElementsAreAnyFloats(String name) {
    for (int length : Samples.LENGTHS) {
      for (double[] values :
          List.of(Samples.normal(length, 1), Samples.edges(length, 2), Samples.edges(length, 3))) {
        Grid grid = Samples.grid(values, 1, length, DType.FLOAT32);
        assertSame(
            name,
            Jobs.whole(Jobs.vector(name, DType.FLOAT32), grid, 300),
            Jobs.whole(Jobs.scalar(name, DType.FLOAT32), grid, 300));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldAgreeWithTheReferenceWhenColumnsAreReduced(String name) {
    for (int cols : COLUMNS) {
      int rows = 50;
      Grid grid = Samples.grid(Samples.normal(rows * cols, cols), rows, cols);
      double[] fast = Jobs.columns(Jobs.vector(name, DType.FLOAT64), grid, 23);
      double[] slow = Jobs.columns(Jobs.scalar(name, DType.FLOAT64), grid, 23);
      for (int c = 0; c < cols; c++) {
        assertClose(name, fast[c], slow[c]);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("EXACT")
  void shouldAgreeExactlyWhenColumnsAreAnyBits(String name) {
    for (int cols : COLUMNS) {
      int rows = 60;
      Grid grid = Samples.grid(Samples.edges(rows * cols, cols), rows, cols);
      double[] fast = Jobs.columns(Jobs.vector(name, DType.FLOAT64), grid, 23);
      double[] slow = Jobs.columns(Jobs.scalar(name, DType.FLOAT64), grid, 23);
      for (int c = 0; c < cols; c++) {
        assertSame(name, fast[c], slow[c]);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldReduceColumnsAsRowsOfTheTransposed(String name) {
    for (int cols : COLUMNS) {
      int rows = 77;
      double[] values = Samples.cancelling(rows * cols, cols);
      double[] turned = new double[rows * cols];
      for (int i = 0; i < values.length; i++) {
        turned[i % cols * rows + i / cols] = values[i];
      }
      Reduction kernel = Jobs.vector(name, DType.FLOAT64);
      double[] byColumn = Jobs.columns(kernel, Samples.grid(values, rows, cols), 20);
      double[] byRow = Jobs.rows(kernel, Samples.grid(turned, cols, rows));
      for (int c = 0; c < cols; c++) {
        assertClose(name, byColumn[c], byRow[c]);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldGiveTheSameBitsWhenTilesAreExecutedInAnyOrder(String name) {
    int tiles = 40;
    Grid grid = Samples.grid(Samples.normal(tiles * 1000 - 7, 9), 1, tiles * 1000L - 7);
    double inOrder = Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, 1000);
    for (int shift : new int[] {1, 33}) {
      double shuffled =
          Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, 1000, i -> (i * 37 + shift) % tiles);
      assertSame(name, shuffled, inOrder);
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldReadEveryTypeAsFloat64(String name) {
    Random random = new Random(4);
    for (DType type : DType.values()) {
      int rows = 25;
      for (int cols : new int[] {1, 7, 1030}) {
        double[] values =
            random.doubles((long) rows * cols, type == DType.UINT8 ? 0 : -1e6, 1e6).toArray();
        Grid grid = Samples.grid(values, rows, cols, type);
        assertClose(
            name,
            Jobs.whole(Jobs.vector(name, type), grid, 5000),
            Jobs.whole(Jobs.scalar(name, type), grid, 5000));
        double[] fast = Jobs.columns(Jobs.vector(name, type), grid, 30);
        double[] slow = Jobs.columns(Jobs.scalar(name, type), grid, 30);
        for (int c = 0; c < cols; c++) {
          assertClose(name, fast[c], slow[c]);
        }
      }
    }
  }

  private static List<double[]> finite(int count) {
    return List.of(Samples.normal(count, 1), Samples.cancelling(count, 2), new double[count]);
  }

  private static void assertClose(String name, double actual, double expected) {
    double ulps = Jobs.operation(name).traits().ulpMax();
    if (Double.isNaN(expected) || ulps == 0.0) {
      assertSame(name, actual, expected);
    } else {
      assertThat(actual).as(name).isCloseTo(expected, within(ulps * Math.ulp(expected)));
    }
  }

  private static void assertSame(String name, double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual))
        .as("operation=%s, actual=%s, expected=%s", name, actual, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
  }
}
