package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.report.OperationsJson;
import io.phalanx.coordinator.report.OperationsText;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx ops`.
@Command(
    name = "ops",
    description = "Lists the operations: inputs, kind, parameters with their defaults.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx ops --json", "  phalanx ops --kernels my.jar"})
final class OpsCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Mixin private KernelOptions kernels = new KernelOptions();

  @Override
  public Integer call() {
    KernelSet set = kernels.set(place.configuration(Map.of()));
    if (output.isJson()) {
      output.print(OperationsJson.of(Operations.all(), set.provided()));
    } else {
      output.printText(OperationsText.of(Operations.all(), set.provided()));
    }
    return PhalanxCli.DONE;
  }
}
