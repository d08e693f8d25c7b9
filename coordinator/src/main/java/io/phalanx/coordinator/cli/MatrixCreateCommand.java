package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.matrix.LocalFill;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.NpyHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx matrix create`.
@Command(
    name = "create",
    description = {
      "Makes a matrix file. It gets its name when it is whole.",
      "The elements depend on fill, parameters and seed alone."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx matrix create zeros.npy --shape 1000x20",
      "  phalanx matrix create u.npy --shape 4096x4096 --fill randn --seed 7"
    })
final class MatrixCreateCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private FillOptions options = new FillOptions();

  @Parameters(paramLabel = "FILE", description = "The file to make.")
  private Path file = Path.of("");

  @Option(names = "--shape", required = true, paramLabel = "RxC", description = "Rows and columns.")
  private String shape = "";

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "float64 or float32 (default: float64).")
  private String dtype = "float64";

  @Option(
      names = "--fill",
      paramLabel = "FILL",
      description = "zeros, const, uniform or randn (default: zeros).")
  private String fill = "zeros";

  @Option(names = "--force", description = "Replace a file of this name.")
  private boolean force;

  @Override
  public Integer call() {
    JobRecord.Shape wanted = JobOptions.shape(shape, dtype);
    LocalFill filling = LocalFill.of(fill, options.params());
    if (!force && !Files.isDirectory(file)) {
      requireAbsent();
    }
    NpyHeader header;
    try (NewMatrix matrix = NewMatrix.create(file, wanted.dtype(), wanted.rows(), wanted.cols())) {
      // What Ctrl-C leaves of it. Once it has its name, there is none.
      matrix.path().toFile().deleteOnExit();
      if (!filling.isZeros()) {
        filling.apply(matrix.grid());
      }
      matrix.commit();
      header = matrix.matrix().header();
    }
    if (output.isJson()) {
      output.print(MatrixJson.of(file, header));
    } else {
      output.printLine(file + ": " + shape + " " + dtype + ", " + ByteCount.of(header.dataBytes()));
    }
    return PhalanxCli.DONE;
  }

  private void requireAbsent() {
    try {
      NewMatrix.requireAbsent(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " with --force", e);
    }
  }
}
