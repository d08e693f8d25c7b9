package io.phalanx.shared.kernel.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionEdgeTest {
  private static final double[] NONE = {};

  @Test
  void shouldOfferEveryReductionWithAnAxis() {
    assertThat(Jobs.names())
        .containsExactlyInAnyOrder(
            "sum",
            "mean",
            "var",
            "std",
            "min",
            "max",
            "argmin",
            "argmax",
            "norm",
            "count-nonfinite");
    assertThat(ReductionOperations.all())
        .allSatisfy(operation -> {
          assertThat(operation.family()).isEqualTo(Family.REDUCTION);
          assertThat(operation.inputs()).isEqualTo(1);
          assertThat(operation.parameters().getFirst().choices())
              .containsExactly("all", "rows", "cols");
        });
  }

  @Test
  void shouldSayWhatNothingReducesTo() {
    assertThat(whole("sum", NONE)).isEqualTo(0.0);
    assertThat(whole("norm", NONE)).isEqualTo(0.0);
    assertThat(whole("count-nonfinite", NONE)).isEqualTo(0.0);
    for (String name : List.of("mean", "var", "std")) {
      assertThat(whole(name, NONE)).isNaN();
    }
    for (String name : Jobs.names()) {
      boolean defined = !List.of("min", "max", "argmin", "argmax").contains(name);
      assertThat(Jobs.vector(name, DType.FLOAT64).definedForEmpty()).isEqualTo(defined);
      assertThat(Jobs.scalar(name, DType.FLOAT64).definedForEmpty()).isEqualTo(defined);
    }
  }

  @Test
  void shouldPassOverPartialsOfNothing() {
    for (String name : Jobs.names()) {
      Reduction kernel = Jobs.vector(name, DType.FLOAT64);
      Grid grid = Samples.grid(new double[] {7.0, 3.0, 5.0}, 3, 1);
      Grid empty = grid.rows(0, 0);
      MemorySegment partials = Jobs.doubles(3L * kernel.slots());
      long bytes = (long) kernel.slots() * Double.BYTES;
      kernel.reduce(empty.memory(), 0, partials.asSlice(0, bytes));
      kernel.reduce(grid.memory(), 0, partials.asSlice(bytes, bytes));
      kernel.reduceColumns(empty, 3, partials.asSlice(2 * bytes, bytes));
      double withEmpty = kernel.finish(Jobs.sequence(partials, kernel.slots()), 3);
      assertThat(withEmpty).as(name).isEqualTo(Jobs.whole(kernel, grid, 3));
    }
  }

  @Test
  void shouldFindTheFirstOfEqualElements() {
    double[] values = Samples.uniform(10_000, 1);
    values[4_321] = values[7_000] = -2.0;
    values[2_222] = values[2_223] = 9.0;
    assertThat(whole("argmin", values)).isEqualTo(4_321.0);
    assertThat(whole("argmax", values)).isEqualTo(2_222.0);
    assertThat(whole("argmin", 0.0, -0.0)).isEqualTo(0.0);
    assertThat(whole("argmax", -0.0, 0.0)).isEqualTo(0.0);
    values[9_999] = Double.NaN;
    assertThat(whole("argmin", values)).isEqualTo(9_999.0);
    values[8_888] = Double.NaN;
    assertThat(whole("argmin", values)).isEqualTo(8_888.0);
    assertThat(whole("argmax", values)).isEqualTo(8_888.0);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(whole("argmin", infinity, infinity)).isEqualTo(0.0);
    assertThat(whole("argmax", -infinity, -infinity)).isEqualTo(0.0);
  }

  @Test
  void shouldFindTheFirstRowOfEqualElementsInEveryColumn() {
    for (int cols : new int[] {1, 2, 100, 256, 1030}) {
      int rows = 500;
      double[] values = new double[rows * cols];
      for (int c = 0; c < cols; c++) {
        values[(100 + c % 300) * cols + c] = -1.0;
        values[(150 + c % 300) * cols + c] = -1.0;
      }
      Grid grid = Samples.grid(values, rows, cols);
      double[] places = Jobs.columns(Jobs.vector("argmin", DType.FLOAT64), grid, 333);
      for (int c = 0; c < cols; c++) {
        assertThat(places[c]).as("cols=%d, column=%d", cols, c).isEqualTo(100 + c % 300);
      }
    }
  }

  @Test
  void shouldTakeTheNegativeZeroAsSmaller() {
    for (int place = 0; place < 40; place++) {
      double[] values = new double[40];
      values[place] = -0.0;
      assertThat(Double.doubleToRawLongBits(whole("min", values))).isEqualTo(Long.MIN_VALUE);
      assertThat(Double.doubleToRawLongBits(whole("max", values))).isZero();
      for (int i = 0; i < values.length; i++) {
        values[i] = i == place ? 0.0 : -0.0;
      }
      assertThat(Double.doubleToRawLongBits(whole("max", values))).isZero();
    }
  }

  @Test
  void shouldRefuseMemoryThatDoesNotFit() {
    Reduction kernel = Jobs.vector("sum", DType.FLOAT64);
    MemorySegment elements = Jobs.doubles(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.reduce(elements.asSlice(0, 9), 0, Jobs.doubles(2)))
        .withMessageContaining("bytes=9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.reduce(elements, 0, Jobs.doubles(1)))
        .withMessageContaining("wanted=16");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> kernel.reduceColumns(new Grid(elements, 4, 2, DType.FLOAT32), 0, Jobs.doubles(4)))
        .withMessageContaining("dtype=float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.reduce(MemorySegment.ofArray(new double[2]), 0, Jobs.doubles(2)))
        .withMessageContaining("outside the heap");
  }

  private static double whole(String name, double... values) {
    Grid grid = Samples.grid(values, 1, values.length);
    return Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, 3_000);
  }
}
