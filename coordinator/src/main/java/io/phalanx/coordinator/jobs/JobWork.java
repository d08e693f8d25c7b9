package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.Files;
import io.phalanx.shared.protocol.MatrixRef;
import io.phalanx.shared.protocol.PhasePlan;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The files of a running job: its output in the making, and those of its current phase.
final class JobWork implements AutoCloseable {
  private final JobPlan plan;
  private final JobFiles files;
  private final @Nullable NewMatrix output;
  private @Nullable PhaseRunFiles current;
  private @Nullable NumberFile columns;
  private int statistics;
  private Outcome outcome;

  private JobWork(JobPlan plan, JobFiles files, @Nullable NewMatrix output) {
    this.plan = plan;
    this.files = files;
    this.output = output;
    this.outcome =
        output == null ? Outcome.NONE : new Outcome(null, 0, null, output.path().toString());
  }

  /// Makes the output under its temporary name.
  static JobWork open(JobPlan plan, JobFiles files) {
    String target = plan.request().output();
    if (!plan.writesFile() || target == null) {
      reserveInPlace(plan);
      return new JobWork(plan, files, null);
    }
    JobRecord.Shape shape = plan.output();
    return new JobWork(
        plan, files, NewMatrix.create(Path.of(target), shape.dtype(), shape.rows(), shape.cols()));
  }

  /// Gives blocks to the holes of a file that is changed in place, which the disk may not have.
  private static void reserveInPlace(JobPlan plan) {
    if (plan.request().inPlace()) {
      Path file = Path.of(plan.inputs().getFirst().path());
      try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
        matrix.reserve();
      }
    }
  }

  Outcome outcome() {
    return outcome;
  }

  TileLedger ledger() {
    return Objects.requireNonNull(current).ledger();
  }

  /// Lets nobody claim another tile.
  void halt() {
    if (current != null) {
      current.ledger().halt();
    }
  }

  void beginPhase(int phase) {
    closeCurrent();
    current = PhaseRunFiles.create(files, phase, plan.phases().get(phase));
  }

  /// What a worker needs to know of a phase.
  PhasePlan plan(String jobId, int phase, int round) {
    PhaseSpec spec = plan.phases().get(phase);
    boolean writes = spec.role() == Role.OUTPUT;
    return new PhasePlan(
        jobId,
        phase,
        round,
        spec.operation(),
        spec.params(),
        plan.inputs(),
        writes && output != null ? ref(output) : null,
        writes && plan.request().inPlace(),
        spec.tiling(),
        new Files(
            files.ledger(phase).toString(),
            writes ? null : files.partials(phase).toString(),
            columns == null ? null : files.columns().toString()));
  }

  /// Combines what the tiles of a finished phase left.
  void finishPhase(int phase) {
    PhaseSpec spec = plan.phases().get(phase);
    if (spec.role() == Role.OUTPUT) {
      return;
    }
    NumberFile partials = Objects.requireNonNull(Objects.requireNonNull(current).partials());
    ReductionResults results = ReductionResults.of(spec, plan.inputs().getFirst(), partials);
    if (spec.role() == Role.STATISTIC) {
      keepStatistic(results);
    } else {
      keepResult(results);
    }
  }

  /// Gives the output its name.
  void commit() {
    if (output == null) {
      return;
    }
    if (Boolean.parseBoolean(plan.request().options().get(JobOptions.DURABLE))) {
      output.commitDurably();
    } else {
      output.commit();
    }
    outcome = Outcome.NONE;
  }

  @Override
  public void close() {
    closeCurrent();
    if (columns != null) {
      columns.close();
      columns = null;
    }
    if (output != null) {
      output.close();
    }
  }

  private void keepStatistic(ReductionResults results) {
    long cols = results.count();
    if (columns == null) {
      long wanted = plan.phases().stream().filter(p -> p.role() == Role.STATISTIC).count();
      columns = NumberFile.create(files.columns(), wanted * cols);
    }
    copy(results.values(), cols, columns, statistics * cols);
    statistics++;
  }

  private void keepResult(ReductionResults results) {
    if (results.axis().equals("all")) {
      double result = results.values().applyAsDouble(0);
      outcome = new Outcome(result, 0, null, null);
    } else {
      try (NumberFile kept = NumberFile.create(files.results(), results.count())) {
        copy(results.values(), results.count(), kept, 0);
      }
      outcome = new Outcome(null, results.count(), null, null);
    }
    writeResult(results);
  }

  /// A reduction with a target leaves a column of results per row, or a row of results per column.
  private void writeResult(ReductionResults results) {
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

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private static void copy(LongToDoubleFunction values, long count, NumberFile target, long first) {
    for (long index = 0; index < count; index++) {
      target.set(first + index, values.applyAsDouble(index));
    }
  }

  private static MatrixRef ref(NewMatrix matrix) {
    return new MatrixRef(
        matrix.path().toString(),
        NpyHeader.DATA_OFFSET,
        matrix.grid().rows(),
        matrix.grid().cols(),
        matrix.grid().dtype());
  }
}
