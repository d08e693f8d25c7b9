package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.StatusJson;
import io.phalanx.coordinator.report.StatusText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx status`.
@Command(
    name = "status",
    description = "One look at the cluster: coordinator, workers, jobs.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx status", "  phalanx status --json --dir /tmp/c1"})
final class StatusCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    Optional<ClusterStatus> status = ClusterStatus.look(place.directory());
    if (status.isEmpty()) {
      // The same words as every command that needs a running cluster.
      place.connect().close();
      return PhalanxCli.FAILED;
    }
    if (output.isJson()) {
      ObjectNode json = StatusJson.of(status.get());
      output.print(json);
    } else {
      output.printText(StatusText.of(status.get()));
    }
    return PhalanxCli.DONE;
  }
}
