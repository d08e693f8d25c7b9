package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedMatrix;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against figures worked out by hand.
class ExpectationsTest {
  @TempDir private Path folder;

  @Test
  void shouldKnowReductions() {
    Path x = matrix("x.npy", 1, 2, 3, 6);

    assertThat(difference(BenchOperation.SUM, x, 12.0, x)).isEmpty();
    assertThat(difference(BenchOperation.MEAN, x, 3.0, x)).isEmpty();
    assertThat(difference(BenchOperation.MIN, x, 1.0, x)).isEmpty();
    assertThat(difference(BenchOperation.MAX, x, 6.0, x)).isEmpty();
    assertThat(difference(BenchOperation.MAX, x, 5.0, x)).contains("=5.0", "=6.0");
    assertThat(difference(BenchOperation.SUM, x, Double.NaN, x)).isNotEmpty();
  }

  @Test
  void shouldKnowRowsColumnsAndProducts() {
    Path x = matrix("x.npy", 1, 2, 3, 6);
    double e = Math.exp(-1);
    double e3 = Math.exp(-3);

    Path softmax = matrix("s.npy", e / (1 + e), 1 / (1 + e), e3 / (1 + e3), 1 / (1 + e3));
    Path standardized = matrix("t.npy", -1, -1, 1, 1);
    Path product = matrix("p.npy", 7, 14, 21, 42);

    assertThat(difference(BenchOperation.SOFTMAX, x, null, softmax)).isEmpty();
    assertThat(difference(BenchOperation.STANDARDIZE, x, null, standardized)).isEmpty();
    assertThat(difference(BenchOperation.MATMUL, x, null, product)).isEmpty();
    assertThat(difference(BenchOperation.MATMUL, x, null, x)).contains("row=0, col=0");
  }

  @Test
  void shouldKnowElements() {
    Path x = matrix("x.npy", -1, 0, 0.5, 2);

    assertThat(difference(BenchOperation.RELU, x, null, matrix("r.npy", 0, 0, 0.5, 2))).isEmpty();
    assertThat(difference(BenchOperation.SCALE, x, null, matrix("c.npy", -1.5, 0, 0.75, 3)))
        .isEmpty();
    assertThat(difference(BenchOperation.SIGMOID, x, null, x)).isNotEmpty();
  }

  private static String difference(
      BenchOperation operation, Path x, @Nullable Double result, Path y) {
    BenchTask task = new BenchTask(operation, "", x, null, null, null, 2, 2);
    try (SharedMatrix matrix = SharedMatrix.open(x, Access.READ)) {
      Expectations expectations = new Expectations(task, matrix);
      Expectation expected =
          switch (operation) {
            case SUM, MEAN, MIN, MAX -> expectations.number();
            case SOFTMAX -> expectations.softmax();
            case STANDARDIZE -> expectations.standardize();
            case MATMUL -> expectations.product(matrix);
            default -> expectations.elements();
          };
      return expected.difference(result, y).orElse("");
    }
  }

  private Path matrix(String name, double... values) {
    Path file = folder.resolve(name);
    try (NewMatrix matrix = NewMatrix.create(file, DType.FLOAT64, 2, 2)) {
      for (int index = 0; index < values.length; index++) {
        matrix.grid().memory().setAtIndex(ValueLayout.JAVA_DOUBLE, index, values[index]);
      }
      matrix.commit();
    }
    return file;
  }
}
