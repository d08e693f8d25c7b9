package io.phalanx.shared.kernel.reduction;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Vector loops against the same accumulators in scalar loops: the same bits, whatever the data.
class ReductionTwinTest {
  static final List<String> OPERATIONS = Jobs.names();

  private static final int[] COLUMNS = {0, 1, 2, 3, 7, 8, 9, 63, 255, 256, 257, 1025};
  private static final int[] ROWS = {0, 1, 2, 4, 5, 19};

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldGiveTheTwinsBitsWhenARunHasAnyLength(String name) {
    Reduction vector = Jobs.vector(name, DType.FLOAT64);
    Reduction twin = Jobs.twin(name, DType.FLOAT64);
    for (int length : Samples.LENGTHS) {
      for (double[] values : samples(length)) {
        Grid grid = Samples.grid(values, 1, length);
        assertThat(partial(vector, grid))
            .as("operation=%s, length=%d", name, length)
            .isEqualTo(partial(twin, grid));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldGiveTheTwinsBitsWhenColumnsHaveAnyShape(String name) {
    Reduction vector = Jobs.vector(name, DType.FLOAT64);
    Reduction twin = Jobs.twin(name, DType.FLOAT64);
    for (int cols : COLUMNS) {
      for (int rows : ROWS) {
        for (double[] values : samples(rows * cols)) {
          Grid grid = Samples.grid(values, rows, cols);
          assertThat(columnPartials(vector, grid))
              .as("operation=%s, rows=%d, cols=%d", name, rows, cols)
              .isEqualTo(columnPartials(twin, grid));
        }
      }
    }
  }

  private static List<double[]> samples(int count) {
    return List.of(
        Samples.normal(count, 1),
        Samples.bits(count, 2),
        Samples.edges(count, 3),
        new double[count]);
  }

  private static long[] partial(Reduction reduction, Grid grid) {
    MemorySegment partial = Jobs.doubles(reduction.slots());
    reduction.reduce(grid.memory(), 5, partial);
    return partial.toArray(JAVA_LONG);
  }

  private static long[] columnPartials(Reduction reduction, Grid grid) {
    MemorySegment partials = Jobs.doubles(reduction.slots() * grid.cols());
    reduction.reduceColumns(grid, 5, partials);
    return partials.toArray(JAVA_LONG);
  }
}
