package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.Pace;
import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.Reduction.Partials;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job run here, by the fast kernel over everything at once.
record RanJob(JobPlan plan, JobFiles files) {
  /// Runs it.
  ///
  /// @return its record, done
  JobRecord run() {
    List<SharedMatrix> mapped = new ArrayList<>();
    try {
      for (String input : plan.request().inputs()) {
        boolean written = plan.request().inPlace() && mapped.isEmpty();
        mapped.add(SharedMatrix.open(Path.of(input), written ? Access.READ_WRITE : Access.READ));
      }
      List<Grid> inputs = mapped.stream().map(SharedMatrix::grid).toList();
      return done(plan.writesFile() ? intoFile(inputs) : run(inputs, target(inputs)));
    } finally {
      mapped.forEach(SharedMatrix::close);
    }
  }

  /// The record of the job with another result.
  JobRecord done(@Nullable Double result) {
    return new JobRecord(
        "j0001",
        plan.request(),
        JobState.DONE,
        plan.output(),
        new Times(1, 2, 3, 4, 0, Pace.NONE),
        new Counts(1, plan.phaseCount(), 1, 0, plan.tiles(), plan.tiles(), 0, 0, 0),
        new Outcome(result, 0, null, null, null));
  }

  private @Nullable Grid target(List<Grid> inputs) {
    return plan.request().inPlace() ? inputs.getFirst() : null;
  }

  private @Nullable Double intoFile(List<Grid> inputs) {
    JobRecord.Shape shape = plan.output();
    Path target = Path.of(String.valueOf(plan.request().output()));
    try (NewMatrix matrix = NewMatrix.create(target, shape.dtype(), shape.rows(), shape.cols())) {
      run(inputs, matrix.grid());
      matrix.commit();
    }
    return null;
  }

  @SuppressWarnings("NullAway") // the target is null for a reduction only
  private @Nullable Double run(List<Grid> inputs, @Nullable Grid output) {
    switch (plan.operation().kernels().vector(plan.params(), plan.types())) {
      case ElementMap map -> map.apply(inputs.stream().map(Grid::memory).toList(), output.memory());
      case Fill fill -> {
        if (output.elements() > 0) {
          fill.fill(output.memory(), 0, output.cols());
        }
      }
      case RowMap map -> map.apply(inputs.getFirst(), output);
      case ColumnMap map ->
          map.apply(
              inputs.getFirst(),
              map.statistics().stream().map(name -> statistic(name, inputs.getFirst())).toList(),
              output);
      case Product product ->
          product.multiply(
              Part.ofRows(plan.product().shape(), 0, output.rows()),
              new Operands(
                  inputs,
                  product.statistics().stream()
                      .map(name -> statistic(name, inputs.getFirst()))
                      .toList()),
              new Target(output, 0),
              () -> {});
      case Transpose transpose -> transpose.transpose(inputs.getFirst(), 0, output);
      case Reduction reduction -> {
        return reduce(reduction, inputs.getFirst());
      }
    }
    return null;
  }

  private @Nullable Double reduce(Reduction reduction, Grid input) {
    return switch (plan.params().word("axis")) {
      case "rows" -> {
        try (NumberFile results = NumberFile.create(files.results(), input.rows())) {
          for (long row = 0; row < input.rows(); row++) {
            results.set(row, reduceAll(reduction, input.rows(row, row + 1)));
          }
        }
        yield null;
      }
      case "cols" -> {
        MemorySegment values = reduceColumns(reduction, input);
        try (NumberFile results = NumberFile.create(files.results(), input.cols())) {
          results.slice(0, input.cols()).copyFrom(values);
        }
        yield null;
      }
      default -> reduceAll(reduction, input);
    };
  }

  private static MemorySegment statistic(String name, Grid input) {
    Operation operation = Operations.find(name, 1);
    Params params = Params.check(name, operation.parameters(), Map.of("axis", "cols"));
    return reduceColumns(
        (Reduction) operation.kernels().vector(params, List.of(input.dtype())), input);
  }

  private static double reduceAll(Reduction reduction, Grid input) {
    MemorySegment partial = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, reduction.slots());
    reduction.reduce(input.memory(), 0, partial);
    return reduction.finish(new One(partial, 1, 0), input.elements());
  }

  private static MemorySegment reduceColumns(Reduction reduction, Grid input) {
    long cols = input.cols();
    MemorySegment partials =
        Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, reduction.slots() * cols);
    MemorySegment values = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, cols);
    reduction.reduceColumns(input, 0, partials);
    for (long column = 0; column < cols; column++) {
      double value = reduction.finish(new One(partials, cols, column), input.rows());
      values.setAtIndex(ValueLayout.JAVA_DOUBLE, column, value);
    }
    return values;
  }

  private record One(MemorySegment partials, long cols, long column) implements Partials {
    @Override
    public long count() {
      return 1;
    }

    @Override
    public double value(long index, int slot) {
      return partials.getAtIndex(ValueLayout.JAVA_DOUBLE, slot * cols + column);
    }
  }
}
