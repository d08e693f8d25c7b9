package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.Value;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.protocol.JobRequest;
import java.util.Map;
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
      "  phalanx run tanh in.npy --in-place --keep-alive 10m",
      "  phalanx run softmax --shape 4096x4096 --report softmax.html"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private JobArguments arguments = new JobArguments();

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private KeepOptions keep = new KeepOptions();
  @Mixin private TimelineOptions files = new TimelineOptions();

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
    Configuration configuration = configuration();
    arguments.configure(configuration);
    requireSuited(directory, KeepOptions.wishes(configuration));
    files.check(output);
    if (arguments.needsRandomInput()) {
      try (RandomInput random = arguments.createRandomInput(directory)) {
        return run(arguments.request(random), configuration, random);
      }
    }
    return run(arguments.request(), configuration, null);
  }

  private Configuration configuration() {
    Map<Setting, String> said = cluster.said();
    said.putAll(arguments.said());
    keep.say(said);
    return place.configuration(said);
  }

  private int run(JobRequest request, Configuration configuration, @Nullable RandomInput random) {
    ClusterDirectory directory = place.directory();
    JobSession.Wishes wishes = KeepOptions.wishes(configuration);
    JobSession.Place where =
        new JobSession.Place(directory, configuration.cluster(), Place.distribution(), wishes);
    place.announce(configuration);
    EndedRun ended;
    try (ForegroundRun run = ForegroundRun.open(where, request)) {
      requireAsSaid(run.session(), configuration);
      ended = run.run(random, verify);
    }
    // Printing adds to it.
    ObjectNode known = files.isAsked() ? ended.json().deepCopy() : ended.json();
    if (!files.isToStdout() || ended.exitCode() != PhalanxCli.DONE) {
      ended.print(new JobReport(output, directory));
    }
    files.write(ended.job(), new JobStore(directory), known, output);
    return ended.exitCode();
  }

  /// A cluster that serves this command does not end itself to be replaced by one that suits, and
  /// has better to do than to compute on a single thread, or to draw.
  private void requireSuited(ClusterDirectory directory, JobSession.Wishes wishes) {
    boolean served = Caller.here().cluster() != null;
    if (served
        && (verify != null
            || files.isAsked()
            || wishes.difference(ClusterSettings.read(directory.settings())) != null)) {
      throw Caller.here().sendAway();
    }
  }

  /// What the command line says of a cluster must be true of one that was started otherwise.
  private void requireAsSaid(JobSession session, Configuration configuration) {
    if (session.isOwn()) {
      return;
    }
    ClusterSettings running = ClusterSettings.read(place.directory().settings());
    for (Setting setting : cluster.said().keySet()) {
      Value said = configuration.value(setting);
      if (said.number() != setting.in(running)) {
        throw new IllegalArgumentException(
            "a cluster with other settings runs here: "
                + said
                + ", running="
                + setting.format(setting.in(running))
                + "; leave out "
                + said.origin()
                + ", stop it with phalanx stop, or choose another --dir");
      }
    }
  }
}
