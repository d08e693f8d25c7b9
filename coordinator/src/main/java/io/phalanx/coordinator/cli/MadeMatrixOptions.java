package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The matrix that a command makes where no INPUT is given.
final class MadeMatrixOptions {
  private static final String SHAPE_DEFAULT = "4096x4096";
  private static final String DTYPE_DEFAULT = "float64";
  private static final long SEED_DEFAULT = 42;

  @Option(
      names = "--shape",
      paramLabel = "RxC",
      description = "Shape of the matrix to make where no INPUT is given (default: 4096x4096).")
  private @Nullable String shape;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Its type, float64 or float32 (default: float64).")
  private @Nullable String dtype;

  @Option(names = "--seed", paramLabel = "N", description = "Its seed (default: 42).")
  private @Nullable Long seed;

  /// Refuses a shape or a type beside inputs, which have their own.
  ///
  /// @throws IllegalArgumentException if there are both
  void requireNoneBeside(List<Path> inputs) {
    if (!inputs.isEmpty() && isSaid()) {
      throw new IllegalArgumentException(
          "shape and dtype belong to a matrix that is made: input="
              + inputs.getFirst()
              + "; leave out --shape and --dtype, or INPUT");
    }
  }

  /// True if the command line names a shape or a type.
  boolean isSaid() {
    return shape != null || dtype != null;
  }

  /// Its shape as text.
  String shape() {
    return shape == null ? SHAPE_DEFAULT : shape;
  }

  /// Its type as text.
  String dtype() {
    return dtype == null ? DTYPE_DEFAULT : dtype;
  }

  /// Both, read.
  ///
  /// @throws IllegalArgumentException if one is unreadable
  JobRecord.Shape wanted() {
    return JobOptions.shape(shape(), dtype());
  }

  /// Its seed.
  long seed() {
    return seed == null ? SEED_DEFAULT : seed;
  }

  /// The seed that the command line names; null if it names none.
  @Nullable Long saidSeed() {
    return seed;
  }
}
