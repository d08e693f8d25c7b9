package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
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

  /// Takes up the statistics of a job that was cut off in a phase, if it had any by then.
  void reopen(int phase) {
    if (statisticsBefore(phase) > 0) {
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
        spec.role() == Role.FINISHED || spec.role() == Role.STATISTIC
            ? ReductionResults.finished(spec, plan.inputs().getFirst(), partials)
            : ReductionResults.of(spec, plan.inputs().getFirst(), partials);
    if (spec.role() == Role.STATISTIC) {
      keepStatistic(phase, results);
      return Optional.empty();
    }
    Outcome outcome = spec.role() == Role.FINISHED ? keepFile(phase, results) : keepResult(results);
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

  private void keepStatistic(int phase, ReductionResults results) {
    long cols = results.count();
    if (columns == null) {
      JobFiles.remove(files.columns());
      columns = NumberFile.create(files.columns(), statisticsBefore(plan.phaseCount()) * cols);
    }
    copy(results, columns.slice(statisticsBefore(phase) * cols, cols));
  }

  /// How many statistics the phases before this one have.
  private long statisticsBefore(int phase) {
    return plan.phases().stream()
        .limit(phase)
        .filter(spec -> spec.role() == Role.STATISTIC)
        .count();
  }

  /// The file that workers wrote becomes that of the results; its other name stays for a
  /// repetition.
  private Outcome keepFile(int phase, ReductionResults results) {
    JobFiles.remove(files.results());
    try {
      Files.createLink(files.results(), files.partials(phase));
    } catch (IOException | UnsupportedOperationException e) {
      return keepResult(results); // a file system without links
    }
    return new Outcome(null, results.count(), null, null, null);
  }

  private Outcome keepResult(ReductionResults results) {
    if (results.axis().equals("all")) {
      return new Outcome(results.values().applyAsDouble(0), 0, null, null, null);
    }
    JobFiles.remove(files.results());
    try (NumberFile kept = NumberFile.create(files.results(), results.count())) {
      copy(results, kept.slice(0, results.count()));
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
      copy(results, matrix.grid().memory());
      matrix.commit();
    }
  }

  private static void copy(ReductionResults results, MemorySegment target) {
    if (results.areFinished()) {
      target.copyFrom(results.partials().slice(0, results.count()));
      return;
    }
    LongToDoubleFunction values = results.values();
    for (long index = 0; index < results.count(); index++) {
      target.set(ValueLayout.JAVA_DOUBLE, index * Double.BYTES, values.applyAsDouble(index));
    }
  }
}
