package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterWatch;
import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.coordinator.report.StatusJson;
import io.phalanx.coordinator.report.StatusText;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx status`.
@Command(
    name = "status",
    description = {
      "One look at the cluster, or one after the other: coordinator, workers, jobs.",
      "Where none runs, exit code 1 and the reason: it was stopped, its coordinator is dead, it is of"
          + " another version, it cannot be read."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx status",
      "  phalanx status --watch=5s",
      "  phalanx status --json --dir /tmp/c1"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "1s",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = {
        "Look again every T (default: 1s), until the cluster ends or nobody reads on; with --json one"
            + " object a line."
      })
  private @Nullable Long watchMs;

  @Override
  public Integer call() throws InterruptedException {
    ClusterWatch watch = new ClusterWatch(place.directory());
    int exit = look(watch);
    while (watchMs != null && exit == PhalanxCli.DONE && !output.isClosed()) {
      Thread.sleep(watchMs);
      if (!output.isJson()) {
        output.printLine("");
      }
      exit = look(watch);
    }
    return exit;
  }

  private int look(ClusterWatch watch) {
    Optional<NoStatus> none = NoStatus.look(place.directory());
    Optional<ClusterStatus> status = none.isPresent() ? Optional.empty() : watch.look();
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
