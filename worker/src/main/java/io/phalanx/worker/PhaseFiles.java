package io.phalanx.worker;

import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.protocol.MatrixRef;
import io.phalanx.shared.protocol.PhasePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a phase works on, mapped.
///
/// @param inputs the input matrices
/// @param written the matrix it writes, the first input itself for work in place; null for a
///   reduction
/// @param partials where a reduction writes; null otherwise
/// @param columns statistics of the columns; null where none are needed
record PhaseFiles(
    List<Grid> inputs,
    @Nullable MappedMatrix written,
    @Nullable NumberFile partials,
    @Nullable NumberFile columns)
    implements AutoCloseable {

  static PhaseFiles open(PhasePlan plan, MatrixCache matrices) {
    List<Grid> inputs = new ArrayList<>();
    MatrixRef target = plan.output();
    MappedMatrix written =
        target == null ? null : matrices.use(target, Access.READ_WRITE, plan.round() == 0);
    for (MatrixRef input : plan.inputs()) {
      boolean inPlace = plan.inPlace() && inputs.isEmpty();
      Access access = inPlace ? Access.READ_WRITE : Access.READ;
      MappedMatrix matrix = matrices.use(input, access, false);
      inputs.add(matrix.grid(access));
      written = inPlace ? matrix : written;
    }
    return new PhaseFiles(
        inputs, written, openNumbers(plan.files().partials()), openNumbers(plan.files().columns()));
  }

  /// The elements it writes; null for a reduction.
  @Nullable Grid output() {
    return written == null ? null : written.grid(Access.READ_WRITE);
  }

  /// Makes some bytes of what it writes present in memory, ahead of writing them.
  void ensurePresent(long first, long limit) {
    if (written != null) {
      written.ensurePresent(first, limit);
    }
  }

  @Override
  public void close() {
    if (partials != null) {
      partials.close();
    }
    if (columns != null) {
      columns.close();
    }
  }

  private static @Nullable NumberFile openNumbers(@Nullable String path) {
    return path == null ? null : NumberFile.open(Path.of(path));
  }
}
