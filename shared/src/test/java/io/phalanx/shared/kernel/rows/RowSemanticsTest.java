package io.phalanx.shared.kernel.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values of NumPy and SciPy.
class RowSemanticsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void shouldAgreeWithSciPyWhenSoftmax() {
    double[] y = row("softmax", DType.FLOAT64, 1, 2, 3, -1000);
    assertThat(y[0]).isCloseTo(0.09003057317038046, within(1e-16));
    assertThat(y[1]).isCloseTo(0.24472847105479764, within(1e-16));
    assertThat(y[2]).isCloseTo(0.6652409557748218, within(2e-16));
    assertThat(y[3]).isZero();
  }

  @Test
  void shouldGiveOneWhenSoftmaxHasOneColumn() {
    assertThat(row("softmax", DType.FLOAT64, -123.5)).containsExactly(1.0);
  }

  @Test
  void shouldMakeTheRowNaNWhenSoftmaxMeetsNaNOrInfinity() {
    double nan = Double.NaN;
    assertThat(row("softmax", DType.FLOAT64, 1, nan, 3, 4, 5)).containsOnly(nan);
    assertThat(row("softmax", DType.FLOAT64, 1, 2, 3, 4, nan)).containsOnly(nan);
    assertThat(row("softmax", DType.FLOAT64, 1, INFINITY, 3, 4, 5)).containsOnly(nan);
    assertThat(row("softmax", DType.FLOAT64, -INFINITY, -INFINITY)).containsOnly(nan);
    assertThat(row("softmax", DType.FLOAT64, -INFINITY, 1)).containsExactly(0, 1);
  }

  @Test
  void shouldSumAccuratelyWhenARowIsVeryWide() {
    int cols = 3_000_001;
    MemorySegment memory = Samples.memory(DType.FLOAT64, cols);
    Grid zeros = new Grid(memory, 1, cols, DType.FLOAT64);
    ((RowMap) kernel("softmax", DType.FLOAT64)).apply(zeros, zeros);
    assertThat(Elements.get(memory, DType.FLOAT64, 0)).isEqualTo(1.0 / cols);
    assertThat(Elements.get(memory, DType.FLOAT64, cols - 1)).isEqualTo(1.0 / cols);
  }

  @Test
  void shouldAccumulateAsNumPyDoesWhenCumsum() {
    double[] tenths = new double[10];
    Arrays.fill(tenths, 0.1);
    assertThat(row("cumsum", DType.FLOAT64, tenths))
        .containsExactly(
            0.1,
            0.2,
            0.30000000000000004,
            0.4,
            0.5,
            0.6,
            0.7,
            0.7999999999999999,
            0.8999999999999999,
            0.9999999999999999);
    assertThat(row("cumsum", DType.FLOAT32, 0.1f, 0.2f, 0.3f, 1e8f, -1e8f, 0.7f))
        .containsExactly(
            0.10000000149011612,
            0.30000001192092896,
            0.6000000238418579,
            1e8,
            0,
            0.699999988079071);
  }

  @Test
  void shouldKeepTheSignOfALeadingZeroWhenCumsum() {
    assertThat(row("cumsum", DType.FLOAT64, -0.0, -0.0)).containsExactly(-0.0, -0.0);
  }

  @Test
  void shouldGiveNaNOrInfinityWhenTheDeviationIsZero() {
    MemorySegment memory = Samples.memory(DType.FLOAT64, 3);
    Elements.put(memory, DType.FLOAT64, 1, 1.0);
    Elements.put(memory, DType.FLOAT64, 2, -1.0);
    Grid column = new Grid(memory, 3, 1, DType.FLOAT64);
    MemorySegment zero = Samples.memory(DType.FLOAT64, 1);
    ((ColumnMap) kernel("standardize", DType.FLOAT64)).apply(column, List.of(zero, zero), column);
    assertThat(values(memory, DType.FLOAT64)).containsExactly(Double.NaN, INFINITY, -INFINITY);
  }

  @Test
  void shouldTakeTheStatisticsOfEachCallWhenTheyChangeInPlace() {
    ColumnMap standardize = (ColumnMap) kernel("standardize", DType.FLOAT64);
    MemorySegment mean = Samples.memory(DType.FLOAT64, 2);
    MemorySegment std = Samples.memory(DType.FLOAT64, 2);
    MemorySegment memory = Samples.memory(DType.FLOAT64, 2);
    Grid row = new Grid(memory, 1, 2, DType.FLOAT64);
    for (double call = 1; call <= 3; call++) {
      for (int col = 0; col < 2; col++) {
        Elements.put(memory, DType.FLOAT64, col, 10.0);
        Elements.put(mean, DType.FLOAT64, col, call == 1 ? 0.0 : 4.0);
        Elements.put(std, DType.FLOAT64, col, call == 3 ? 3.0 : 2.0);
      }
      standardize.apply(row, List.of(mean, std), row);
      double expected = call == 1 ? 5 : call == 2 ? 3 : 2;
      assertThat(values(memory, DType.FLOAT64)).containsExactly(expected, expected);
    }
  }

  @Test
  void shouldAskForMeanAndStdWhenStandardizing() {
    assertThat(((ColumnMap) kernel("standardize", DType.FLOAT64)).statistics())
        .containsExactly("mean", "std");
  }

  private static double[] row(String name, DType type, double... x) {
    MemorySegment memory = Samples.memory(type, x.length);
    for (int i = 0; i < x.length; i++) {
      Elements.put(memory, type, i, x[i]);
    }
    Grid grid = new Grid(memory, 1, x.length, type);
    ((RowMap) kernel(name, type)).apply(grid, grid);
    return values(memory, type);
  }

  private static double[] values(MemorySegment run, DType type) {
    double[] values = new double[(int) (run.byteSize() / type.bytes())];
    for (int i = 0; i < values.length; i++) {
      values[i] = Elements.get(run, type, i);
    }
    return values;
  }

  private static Kernel kernel(String name, DType type) {
    Operation operation =
        RowOperations.all().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    return operation.kernels().vector(Params.check(name, List.of(), Map.of()), List.of(type));
  }
}
