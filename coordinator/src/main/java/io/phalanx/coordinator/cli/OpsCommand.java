package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.report.OperationsJson;
import io.phalanx.coordinator.report.OperationsMarkdown;
import io.phalanx.coordinator.report.OperationsText;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet;
import io.phalanx.shared.plugin.KernelSet.Provided;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx ops`.
@Command(
    name = "ops",
    description = {
      "Lists the operations: inputs, kind, parameters with their defaults, largest error.",
      "An error is the distance from the exact value, in units in the last place (ulp), or from the"
          + " scalar reference that --verify runs."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx ops --json", "  phalanx ops --kernels my.jar"})
final class OpsCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(names = "--markdown", description = "Print the tables of the guide instead of text.")
  private boolean markdown;

  @Mixin private KernelOptions kernels = new KernelOptions();

  @Override
  public Integer call() {
    KernelSet set = kernels.set(place.configuration(Map.of()));
    if (output.isJson()) {
      output.print(OperationsJson.of(Operations.all(), set.provided()));
    } else if (markdown) {
      List<Operation> provided = set.provided().stream().map(Provided::operation).toList();
      output.printText(OperationsMarkdown.of(provided.isEmpty() ? Operations.all() : provided));
    } else {
      output.printText(OperationsText.of(Operations.all(), set.provided()));
    }
    return PhalanxCli.DONE;
  }
}
