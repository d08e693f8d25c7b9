package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.SharedMatrix;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// What a job made, wherever it lies.
///
/// @param elements all of it, in C order
/// @param unmap lets go of it
record FoundOutput(MemorySegment elements, Runnable unmap) implements AutoCloseable {
  /// @throws IllegalStateException if what lies there is not what the job was to make
  static FoundOutput open(JobPlan plan, JobRecord job, JobFiles files) {
    OutputLayout layout = OutputLayout.of(plan);
    return switch (layout.axis()) {
      case OutputLayout.MATRIX -> matrix(plan);
      case "all" -> number(job);
      default -> numbers(files, layout.elements());
    };
  }

  private static FoundOutput matrix(JobPlan plan) {
    String output = plan.request().output();
    Path path = Path.of(output == null ? plan.request().inputs().getFirst() : output);
    SharedMatrix matrix = SharedMatrix.open(path, Access.READ);
    Grid grid = matrix.grid();
    Shape wanted = plan.output();
    Shape found = new Shape(grid.rows(), grid.cols(), grid.dtype());
    if (!found.equals(wanted)) {
      matrix.close();
      throw new IllegalStateException(
          "not what the job was to write: file=" + path + ", wanted=" + wanted + ", is=" + found);
    }
    return new FoundOutput(grid.memory(), matrix::close);
  }

  private static FoundOutput number(JobRecord job) {
    Double result = job.outcome().result();
    if (result == null) {
      throw new IllegalStateException("job has no result: job=" + job.job());
    }
    return new FoundOutput(MemorySegment.ofArray(new double[] {result}), () -> {});
  }

  private static FoundOutput numbers(JobFiles files, long wanted) {
    NumberFile numbers = NumberFile.open(files.results());
    long found = numbers.count();
    if (found != wanted) {
      numbers.close();
      throw new IllegalStateException(
          "wrong number of results: file="
              + files.results()
              + ", wanted="
              + wanted
              + ", is="
              + found);
    }
    return new FoundOutput(numbers.slice(0, found), numbers::close);
  }

  @Override
  public void close() {
    unmap.run();
  }
}
