package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.coordinator.report.ClusterWatch;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx scale`.
@Command(
    name = "scale",
    description = {
      "Changes the number of workers of a running cluster, without disturbing what runs.",
      "New workers join the running job. Those with the highest ids go: they begin nothing new, and"
          + " end once their tile, task and messages are done.",
      "Returns once all are there, or gone. The cluster keeps the number until it stops; for the next"
          + " one see phalanx config set workers."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx scale 4",
      "  phalanx scale 1 --no-wait",
      "  phalanx scale 8 --json --dir /tmp/c1"
    })
final class ScaleCommand implements Callable<Integer> {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /// After which time of waiting it is said for whom.
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "N",
      description = "How many workers there are to be, 1 to " + ClusterSettings.WORKERS_MAX + ".")
  private int workers;

  @Option(
      names = "--no-wait",
      description = "Return at once, while new workers start and others end.")
  private boolean noWait;

  @Override
  public Integer call() {
    int before;
    try (ClusterClient client = place.connect()) {
      before = wanted();
      client.scale(workers);
    }
    if (!noWait) {
      awaitSettled();
    }
    if (output.isJson()) {
      output.print(
          JsonNodeFactory.instance
              .objectNode()
              .put("workers", workers)
              .put("before", before)
              .put("settled", !noWait));
    } else {
      output.printLine("workers: " + before + " -> " + workers);
    }
    return PhalanxCli.DONE;
  }

  private int wanted() {
    return ClusterSettings.read(place.directory().settings()).workers();
  }

  private void awaitSettled() {
    ClusterWatch watch = new ClusterWatch(place.directory());
    long saysDueNs = System.nanoTime() + PATIENCE_NS;
    boolean said = false;
    for (List<Worker> awaited = awaited(watch); !awaited.isEmpty(); awaited = awaited(watch)) {
      if (!said && System.nanoTime() - saysDueNs >= 0) {
        output.complain(
            "waiting for "
                + awaited.stream().map(ScaleCommand::describe).collect(Collectors.joining(", "))
                + "; it goes on without this command, too");
        said = true;
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /// Those that are not up yet, or not gone.
  private List<Worker> awaited(ClusterWatch watch) {
    ClusterStatus status =
        watch
            .look()
            .orElseThrow(() ->
                new PhalanxException(
                    Category.FATAL,
                    "the cluster has ended meanwhile: directory="
                        + place.directory().root()
                        + "; see phalanx status"));
    int wanted = wanted();
    if (wanted != workers) {
      throw new PhalanxException(
          Category.JOB,
          "the number of workers is another one now: workers="
              + wanted
              + ", asked="
              + workers
              + "; new ones did not start, or somebody else has asked: see "
              + place.directory().log("coordinator"));
    }
    return status.workers().stream().filter(this::isAwaited).toList();
  }

  private boolean isAwaited(Worker worker) {
    return worker.id() >= workers || !worker.state().isUp();
  }

  private static String describe(Worker worker) {
    String work = worker.work();
    return "worker-"
        + worker.id()
        + " ("
        + worker.state()
        + (work.equals("-") ? "" : " " + work)
        + ")";
  }
}
