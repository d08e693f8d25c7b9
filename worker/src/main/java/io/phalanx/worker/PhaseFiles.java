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
/// @param output the output matrix, the first input itself for work in place; null for a reduction
/// @param partials where a reduction writes; null otherwise
/// @param columns statistics of the columns; null where none are needed
record PhaseFiles(
    List<Grid> inputs,
    @Nullable Grid output,
    @Nullable NumberFile partials,
    @Nullable NumberFile columns)
    implements AutoCloseable {

  static PhaseFiles open(PhasePlan plan, MatrixCache matrices) {
    List<Grid> inputs = new ArrayList<>();
    for (MatrixRef input : plan.inputs()) {
      boolean written = plan.inPlace() && inputs.isEmpty();
      inputs.add(matrices.grid(input, written ? Access.READ_WRITE : Access.READ));
    }
    MatrixRef target = plan.output();
    Grid output = plan.inPlace() && !inputs.isEmpty() ? inputs.getFirst() : null;
    if (target != null) {
      output = matrices.grid(target, Access.READ_WRITE);
    }
    return new PhaseFiles(
        inputs, output, openNumbers(plan.files().partials()), openNumbers(plan.files().columns()));
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
