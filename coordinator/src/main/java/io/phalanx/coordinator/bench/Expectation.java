package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.MatrixFormatException;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run must have come to, known before it starts.
sealed interface Expectation {
  /// The first difference in words; empty if there is none.
  ///
  /// @param result of a reduction
  /// @param output the file written to
  Optional<String> difference(@Nullable Double result, Path output);

  /// A number, and how far a result may be from it.
  record Value(double expected, double tolerance) {
    boolean admits(double found) {
      return Math.abs(found - expected) <= tolerance;
    }
  }

  /// The result of a reduction.
  record Result(Value value) implements Expectation {
    @Override
    public Optional<String> difference(@Nullable Double result, Path output) {
      return result != null && value.admits(result)
          ? Optional.empty()
          : Optional.of("result=" + result + ", expected=" + value.expected());
    }
  }

  /// Some elements of a matrix.
  ///
  /// @param cells what is expected where
  record Elements(List<Cell> cells) implements Expectation {
    /// One element.
    record Cell(long row, long col, Value value) {}

    public Elements {
      cells = List.copyOf(cells);
    }

    @Override
    public Optional<String> difference(@Nullable Double result, Path output) {
      try (SharedMatrix matrix = SharedMatrix.open(output, Access.READ)) {
        for (Cell cell : cells) {
          double found = matrix.get(cell.row(), cell.col());
          if (!cell.value().admits(found)) {
            return Optional.of(
                "row="
                    + cell.row()
                    + ", col="
                    + cell.col()
                    + ", found="
                    + found
                    + ", expected="
                    + cell.value().expected());
          }
        }
        return Optional.empty();
      } catch (MatrixFormatException e) {
        return Optional.of("no matrix: " + e.getMessage());
      }
    }
  }
}
