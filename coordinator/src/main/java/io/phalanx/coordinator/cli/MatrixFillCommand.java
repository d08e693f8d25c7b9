package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.matrix.LocalFill;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx matrix fill`.
@Command(
    name = "fill",
    description = {
      "Overwrites every element of an existing float64 or float32 file, in place.",
      "Every process that has it mapped sees that at once. It is not atomic: cut short, it leaves"
          + " some elements old and some new. phalanx matrix create --force replaces a file whole."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx matrix fill a.npy const --param value=1.5",
      "  phalanx matrix fill a.npy randn --seed 42"
    })
final class MatrixFillCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private FillOptions options = new FillOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "A matrix file.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "FILL", description = "zeros, const, uniform or randn.")
  private String fill = "";

  @Override
  public Integer call() {
    LocalFill filling = LocalFill.of(fill, options.params());
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      filling.requireFits(matrix.header().dtype());
      // Else a store into a hole of a file on a full disk would end the process.
      matrix.reserve();
      filling.apply(matrix.grid());
      if (output.isJson()) {
        output.print(MatrixJson.of(file, matrix.header()));
      } else {
        output.printLine(file + ": " + matrix.grid().elements() + " elements written");
      }
    }
    return PhalanxCli.DONE;
  }
}
