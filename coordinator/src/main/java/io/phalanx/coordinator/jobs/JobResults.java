package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What the reductions of a job came to: statistics of the columns for a later phase of it, or its
/// results. Combining a phase again, after a crash, does the same.
final class JobResults implements AutoCloseable {
  private final JobPlan plan;
  private final JobFiles files;
  private @Nullable NumberFile columns;

  JobResults(JobPlan plan, JobFiles files) {
    this.plan = plan;
    this.files = files;
  }

  /// Takes up the statistics of a job that was cut off in a later phase, if it has any.
  void reopen() {
    if (Files.exists(files.columns())) {
      columns = NumberFile.open(files.columns());
    }
  }

  /// Path of the statistics of the columns; null while there are none.
  @Nullable String columnsPath() {
    return columns == null ? null : files.columns().toString();
  }

  /// Combines the partial results of a phase.
  ///
  /// @return the outcome of the job, if it is that of the job
  Optional<Outcome> combine(int phase, NumberFile partials) {
    PhaseSpec spec = plan.phases().get(phase);
    if (spec.role() == Role.PARTIALS) {
      return Optional.empty();
    }
    ReductionResults results =
        spec.role() == Role.RESULT && plan.isUserKernel()
            ? ReductionResults.finished(spec, plan.inputs().getFirst(), partials)
            : ReductionResults.of(spec, plan.inputs().getFirst(), partials);
    if (spec.role() == Role.STATISTIC) {
      keepStatistic(phase, results);
      return Optional.empty();
    }
    Outcome outcome = keepResult(results);
    writeMatrix(results);
    return Optional.of(outcome);
  }

  @Override
  public void close() {
    if (columns != null) {
      columns.close();
      columns = null;
    }
  }

  /// The statistics are the first phases, so the phase says which one it is.
  private void keepStatistic(int phase, ReductionResults results) {
    long cols = results.count();
    if (columns == null) {
      JobFiles.remove(files.columns());
      long wanted = plan.phases().stream().filter(p -> p.role() == Role.STATISTIC).count();
      columns = NumberFile.create(files.columns(), wanted * cols);
    }
    copy(results.values(), cols, columns, phase * cols);
  }

  private Outcome keepResult(ReductionResults results) {
    if (results.axis().equals("all")) {
      return new Outcome(results.values().applyAsDouble(0), 0, null, null, null);
    }
    JobFiles.remove(files.results());
    try (NumberFile kept = NumberFile.create(files.results(), results.count())) {
      copy(results.values(), results.count(), kept, 0);
    }
    return new Outcome(null, results.count(), null, null, null);
  }

  /// A reduction with a target leaves a column of results per row, or a row of results per column.
  private void writeMatrix(ReductionResults results) {
    String target = plan.request().output();
    if (target == null) {
      return;
    }
    boolean perColumn = results.axis().equals("cols");
    long rows = perColumn ? 1 : results.count();
    long cols = perColumn ? results.count() : 1;
    try (NewMatrix matrix = NewMatrix.create(Path.of(target), DType.FLOAT64, rows, cols)) {
      LongToDoubleFunction values = results.values();
      for (long index = 0; index < results.count(); index++) {
        matrix
            .grid()
            .memory()
            .set(ValueLayout.JAVA_DOUBLE, index * Double.BYTES, values.applyAsDouble(index));
      }
      matrix.commit();
    }
  }

  private static void copy(LongToDoubleFunction values, long count, NumberFile target, long first) {
    for (long index = 0; index < count; index++) {
      target.set(first + index, values.applyAsDouble(index));
    }
  }
}
