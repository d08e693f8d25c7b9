package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.coordinator.report.StatusJson;
import io.phalanx.coordinator.report.StatusText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx status`.
@Command(
    name = "status",
    description = {
      "One look at the cluster: coordinator, workers, jobs.",
      "Where none runs, exit code 1 and the reason: it was stopped, its coordinator is dead, it is of"
          + " another version, it cannot be read."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx status", "  phalanx status --json --dir /tmp/c1"})
final class StatusCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    Optional<NoStatus> none = NoStatus.look(place.directory());
    Optional<ClusterStatus> status =
        none.isPresent() ? Optional.empty() : ClusterStatus.look(place.directory());
    if (status.isEmpty()) {
      // Or it has ended between two looks.
      return report(none.or(() -> NoStatus.look(place.directory())).orElseThrow());
    }
    if (output.isJson()) {
      output.print(StatusJson.of(status.get()));
    } else {
      output.printText(StatusText.of(status.get()));
    }
    return PhalanxCli.DONE;
  }

  private int report(NoStatus none) {
    if (output.isJson()) {
      output.print(none.json());
    }
    output.complain(none.reason());
    return PhalanxCli.FAILED;
  }
}
