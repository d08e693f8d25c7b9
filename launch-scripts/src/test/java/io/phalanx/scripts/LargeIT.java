package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A matrix of 5 GiB, beyond every 31-bit and 32-bit size, by workers of 256 MiB of heap.
class LargeIT {
  private static final Shape SHAPE = new Shape(16_384, 40_960);
  private static final long ROOM_BYTES = 12L << 30;
  private static final long[] ROWS = {0, SHAPE.rows() / 2, SHAPE.rows() - 1};

  /// The output is written to the disk for real.
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir private Path root;
  private Phalanx phalanx;

  @BeforeEach
  void requireRoom() throws IOException {
    long bytes = Files.getFileStore(root).getUsableSpace();
    assumeTrue(bytes >= ROOM_BYTES, "too little disk: free=" + bytes + ", wanted=" + ROOM_BYTES);
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void removeFiles() throws Exception {
    Files.deleteIfExists(phalanx.file("in.npy"));
    Files.deleteIfExists(phalanx.file("out.npy"));
    phalanx.close();
  }

  @Test
  void shouldComputeMoreThanFitsIntoAnyHeap() throws Exception {
    Path input = Matrices.writeSparse(phalanx.file("in.npy"), SHAPE);
    Path output = phalanx.file("out.npy");
    write(input, column -> column % 2 == 0 ? column : -column);
    phalanx.start(2);

    JsonNode relu = run("relu", input, "--out", output);
    JsonNode sum = run("sum", output);

    assertThat(relu.get("bytes").asLong()).isEqualTo(2 * Double.BYTES * SHAPE.elements());
    assertRows(output, column -> column % 2 == 0 ? column : 0.0);
    assertThat(sum.get("result").asDouble()).isEqualTo(ROWS.length * sumOfEvenColumns());
    assertThat(run("sum", input).get("result").asDouble()).isEqualTo(ROWS.length * sumOfColumns());
  }

  private JsonNode run(String operation, Object... arguments)
      throws IOException, InterruptedException {
    Object[] all = new Object[arguments.length + 2];
    all[0] = operation;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = "--json";
    return Phalanx.json(Phalanx.succeeded(phalanx.script("run", all).within(LIMIT).run()));
  }

  /// Writes the rows that are not zero.
  private static void write(Path file, LongToDoubleFunction values) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      for (long row : ROWS) {
        for (long column = 0; column < SHAPE.cols(); column++) {
          long index = row * SHAPE.cols() + column;
          matrix
              .grid()
              .memory()
              .setAtIndex(ValueLayout.JAVA_DOUBLE, index, values.applyAsDouble(column));
        }
      }
    }
  }

  /// The known rows. That all others are zero follows from the sum, relu leaving nothing below.
  private static void assertRows(Path file, LongToDoubleFunction values) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      Grid grid = matrix.grid();
      assertThat(new Shape(grid.rows(), grid.cols())).isEqualTo(SHAPE);
      for (long row : ROWS) {
        for (long column = 0; column < SHAPE.cols(); column++) {
          if (matrix.get(row, column) != values.applyAsDouble(column)) {
            assertThat(matrix.get(row, column))
                .as("row=%s, column=%s", row, column)
                .isEqualTo(values.applyAsDouble(column));
          }
        }
      }
    }
  }

  private static double sumOfEvenColumns() {
    double half = SHAPE.cols() / 2.0;
    return half * (half - 1);
  }

  private static double sumOfColumns() {
    return -SHAPE.cols() / 2.0;
  }
}
