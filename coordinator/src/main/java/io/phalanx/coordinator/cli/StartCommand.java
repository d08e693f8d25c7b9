package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.Tenure;
import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.call.Build;
import io.phalanx.coordinator.call.CallServer;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.process.DetachedStart;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    footer = {"", "Examples:", "  phalanx start", "  phalanx start --workers 2 --pin --detach"})
final class StartCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private KeepOptions keep = new KeepOptions();

  @Option(
      names = "--tile-kib",
      paramLabel = "K",
      description = "Size of a tile in KiB of jobs that name none (default: 256).")
  private @Nullable String tileKib;

  @Option(names = "--detach", description = "Return once it runs, and leave it in the background.")
  private boolean detach;

  @Override
  public Integer call() {
    Map<Setting, String> said = cluster.said();
    ClusterOptions.say(said, Setting.TILE_KIB, tileKib);
    keep.say(said);
    Configuration configuration = place.configuration(said);
    ClusterSettings settings = configuration.cluster();
    // Only what is said here: without a word a cluster that is started stays until it is stopped.
    long keepMs =
        said.containsKey(Setting.KEEP_ALIVE) ? configuration.number(Setting.KEEP_ALIVE) : 0;
    ClusterDirectory directory = place.directory().create();
    place.announce(configuration);
    if (detach) {
      new DetachedStart(Place.distribution(), directory).start(settings, keepMs);
      System.err.println("phalanx: cluster running: directory=" + directory.root());
      tellBindings(directory);
      return PhalanxCli.DONE;
    }
    stay(directory, settings, keepMs);
    return PhalanxCli.DONE;
  }

  private void stay(ClusterDirectory directory, ClusterSettings settings, long keepMs) {
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
    tellBindings(directory);
    try (calls) {
      coordinator.awaitStopped(Long.MAX_VALUE);
    }
  }

  private static void tellBindings(ClusterDirectory directory) {
    Bindings.read(directory).lines().forEach(line -> System.err.println("phalanx: " + line));
  }
}
