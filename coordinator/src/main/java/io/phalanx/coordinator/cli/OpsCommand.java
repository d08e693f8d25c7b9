package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.report.OperationsJson;
import io.phalanx.coordinator.report.OperationsText;
import io.phalanx.shared.kernel.catalog.Operations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx ops`.
@Command(
    name = "ops",
    description = "Lists the operations: inputs, kind, parameters with their defaults.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx ops", "  phalanx ops --json"})
final class OpsCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    if (output.isJson()) {
      output.print(OperationsJson.of(Operations.all()));
    } else {
      output.printText(OperationsText.of(Operations.all()));
    }
    return PhalanxCli.DONE;
  }
}
