package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.Tenure;
import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.call.Build;
import io.phalanx.coordinator.call.CallServer;
import io.phalanx.coordinator.process.DetachedStart;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx start`.
@Command(
    name = "start",
    description =
        "Starts a cluster that stays until phalanx stop, Ctrl-C or SIGTERM. It goes on with every"
            + " unfinished job of the directory, unless it is only kept for the next run.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx start", "  phalanx start --workers 2 --detach"})
final class StartCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private KeepOptions keep = new KeepOptions();

  @Option(
      names = "--message-depth",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many messages of the bus may wait for a worker, and 16 times as many for a"
              + " subscriber, before senders wait (default: ${DEFAULT-VALUE}).")
  private int messageDepth;

  @Option(names = "--detach", description = "Return once it runs, and leave it in the background.")
  private boolean detach;

  @Override
  public Integer call() {
    ClusterSettings settings = cluster.settings().withMessageDepth(messageDepth);
    ClusterDirectory directory = place.directory().create();
    if (detach) {
      new DetachedStart(Place.distribution(), directory).start(arguments(directory));
      System.err.println("phalanx: cluster running: directory=" + directory.root());
      return PhalanxCli.DONE;
    }
    stay(directory, settings);
    return PhalanxCli.DONE;
  }

  private void stay(ClusterDirectory directory, ClusterSettings settings) {
    long keepMs = keep.named();
    Tenure tenure = keepMs == 0 ? Tenure.UNTIL_STOPPED : Tenure.whileUsed(keepMs);
    Build build = Place.distribution().build();
    // What is kept for the next run starts no job that nobody asks for.
    Coordinator coordinator =
        Coordinator.launch(directory, settings, Place.distribution(), tenure, job -> keepMs == 0);
    CallServer calls =
        CallServer.open(directory.calls(), new ServedCommands(coordinator, directory, build));
    Cluster.stopOnSignal(coordinator, calls::close);
    System.err.println(
        "phalanx: cluster running: directory="
            + directory.root()
            + ", workers="
            + settings.workers()
            + "; Ctrl-C or phalanx stop ends it"
            + (keepMs == 0 ? "" : ", or " + keepMs + " ms without a job"));
    try (calls) {
      coordinator.awaitStopped(Long.MAX_VALUE);
    }
  }

  private List<String> arguments(ClusterDirectory directory) {
    List<String> arguments = new ArrayList<>(List.of("--dir", directory.root().toString()));
    arguments.addAll(cluster.words());
    arguments.add("--message-depth=" + messageDepth);
    arguments.add("--keep-alive=" + keep.named() + "ms");
    return arguments;
  }
}
