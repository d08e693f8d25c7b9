package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.protocol.JobRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx run`.
@Command(
    name = "run",
    description = {
      "Runs one operation and waits for it: in the cluster that runs in the directory, or in one that"
          + " is started for it and stopped again, or kept for the next run (--keep-alive).",
      "Without INPUT a matrix of normal random numbers is made, from --shape, --dtype and --seed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx run sigmoid in.npy --out out.npy",
      "  phalanx run affine in.npy --in-place --param a=2 --param b=1",
      "  phalanx run sum in.npy --param axis=rows --json",
      "  phalanx run tanh in.npy --in-place --keep-alive 10m"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private JobArguments arguments = new JobArguments();

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private KeepOptions keep = new KeepOptions();

  @Option(
      names = "--verify",
      paramLabel = "sample|all",
      arity = "0..1",
      fallbackValue = "SAMPLE",
      description = "Check a sample (default), or all, against a serial scalar run.")
  private @Nullable Extent verify;

  @Override
  public Integer call() {
    ClusterDirectory directory = place.directory();
    ClusterSettings settings = cluster.settings();
    JobSession.Wishes wishes = keep.wishes(cluster);
    requireSuited(directory, wishes);
    if (arguments.needsRandomInput()) {
      try (RandomInput random = arguments.createRandomInput(directory)) {
        return run(arguments.request(random), settings, wishes, random);
      }
    }
    return run(arguments.request(), settings, wishes, null);
  }

  private int run(
      JobRequest request,
      ClusterSettings settings,
      JobSession.Wishes wishes,
      @Nullable RandomInput random) {
    ClusterDirectory directory = place.directory();
    JobSession.Place where =
        new JobSession.Place(directory, settings, Place.distribution(), wishes);
    EndedRun ended;
    try (ForegroundRun run = ForegroundRun.open(where, request)) {
      requireWorkers(run.session());
      ended = run.run(random, verify);
    }
    ended.print(new JobReport(output, directory));
    return ended.exitCode();
  }

  /// A cluster that serves this command does not end itself to be replaced by one that suits, and
  /// has better to do than to compute on a single thread.
  private void requireSuited(ClusterDirectory directory, JobSession.Wishes wishes) {
    boolean served = Caller.here().cluster() != null;
    if (served
        && (verify != null
            || wishes.difference(ClusterSettings.read(directory.settings())) != null)) {
      throw Caller.here().sendAway();
    }
  }

  private void requireWorkers(JobSession session) {
    Integer workers = cluster.workers();
    if (workers == null || session.isOwn()) {
      return;
    }
    int running = ClusterSettings.read(place.directory().settings()).workers();
    if (!workers.equals(running)) {
      throw new IllegalArgumentException(
          "a cluster with another number of workers runs here: workers="
              + workers
              + ", running="
              + running
              + "; leave out --workers, stop it with phalanx stop, or choose another --dir");
    }
  }
}
