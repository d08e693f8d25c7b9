package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.sync.SharedCounter;
import io.phalanx.shared.sync.SharedLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx demo matrix`.
@Command(
    name = "matrix",
    description = {
      "Makes a random matrix and computes the sigmoid of it on several processes, under a lock and"
          + " with a progress counter that any process may look at, has NumPy check the whole"
          + " result where it is installed, then says what happened.",
      "It uses the cluster that runs in the directory, or starts one and stops it again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx demo matrix",
      "  phalanx demo matrix --shape 1024x1024 --workers 2"
    })
final class DemoMatrixCommand implements Callable<Integer> {
  private static final String OPERATION = "sigmoid";
  private static final long SEED = 42;

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(
      names = "--shape",
      paramLabel = "RxC",
      description = "Shape of the matrix (default: 4096x4096).")
  private String shape = "4096x4096";

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private KeepOptions keep = new KeepOptions();

  @Override
  public Integer call() {
    ClusterDirectory directory = place.directory();
    Map<Setting, String> said = cluster.said();
    keep.say(said);
    Configuration configuration = place.configuration(said);
    JobRecord.Shape wanted = JobOptions.shape(shape, "float64");
    try (RandomInput random = RandomInput.create(directory, List.of(wanted), SEED)) {
      String target = random.output().toString();
      JobRequest request =
          new JobRequest(OPERATION, Map.of(), random.files(), target, false, Map.of());
      JobSession.Place where =
          new JobSession.Place(
              directory,
              configuration.cluster(),
              Place.distribution(),
              KeepOptions.wishes(configuration));
      place.announce(configuration);
      return run(where, request, random);
    }
  }

  private int run(JobSession.Place where, JobRequest request, RandomInput random) {
    Path folder = random.folder().path();
    EndedRun ended;
    String story;
    try (SharedLock lock = SharedLock.open(folder.resolve("matrix.lock"));
        SharedCounter progress = SharedCounter.open(folder.resolve("matrix.progress"))) {
      lock.lock();
      try (ForegroundRun run = ForegroundRun.open(where, request)) {
        long rows = NpyHeader.read(Path.of(random.files().getFirst())).rows();
        ended = run.run(random, Extent.SAMPLE, now -> progress.set((long) (rows * now.fraction())));
        if (ended.job().state() == JobState.DONE) {
          progress.set(ended.job().shape().rows());
        }
        story = story(run.session(), ended, random) + guarded(lock, progress, ended);
      } finally {
        lock.unlock();
      }
    }
    OptionalDouble difference =
        ended.exitCode() == PhalanxCli.DONE
            ? NumPyCheck.ofSigmoid(Path.of(random.files().getFirst()), random.output(), folder)
            : OptionalDouble.empty();
    return report(where, ended, story, difference);
  }

  private int report(
      JobSession.Place where, EndedRun ended, String story, OptionalDouble difference) {
    ended.json().put("numpyDifference", difference.isPresent() ? difference.getAsDouble() : null);
    ended.print(new JobReport(output, where.directory()));
    if (!output.isJson() && ended.exitCode() == PhalanxCli.DONE) {
      output.printText(story + numPySaid(difference));
    }
    boolean right = difference.orElse(0) <= NumPyCheck.DIFFERENCE_MAX;
    return right ? ended.exitCode() : PhalanxCli.FAILED;
  }

  private static String guarded(SharedLock lock, SharedCounter progress, EndedRun ended) {
    return """
    Meanwhile this program had the lock of the matrix (%s) and counted %d of %d rows, both in mapped files that any process may open: had it been killed, the next one to lock would have been told.
    """
        .formatted(lock.owner(), progress.get(), ended.job().shape().rows());
  }

  private static String numPySaid(OptionalDouble difference) {
    if (difference.isEmpty()) {
      return "NumPy was not found: with Debian's python3-numpy it would have checked all of it.\n";
    }
    boolean right = difference.getAsDouble() <= NumPyCheck.DIFFERENCE_MAX;
    return String.format(
        Locale.ROOT,
        "NumPy mapped both files too and computed 1 / (1 + exp(-x)) of every element: %s, the"
            + " largest difference is %.2g.%n",
        right ? "they agree" : "THEY DISAGREE",
        difference.getAsDouble());
  }

  private static String story(JobSession session, EndedRun ended, RandomInput random) {
    ClusterStatus status = ClusterStatus.look(session.directory()).orElse(null);
    String coordinator = status == null ? "?" : "pid " + status.owner().process().pid();
    String pids =
        status == null
            ? "?"
            : status.workers().stream()
                .map(worker -> String.valueOf(worker.pid()))
                .collect(Collectors.joining(", "));
    JobRecord job = ended.job();
    long bytes = job.shape().rows() * job.shape().cols() * job.shape().dtype().bytes();
    return """

    What happened: the coordinator (%s) %s %d worker processes (pids %s).
    All of them mapped the same two files of %s, input and output, in %s (removed by now): no element was sent from one process to another.
    The workers claimed the %d tiles of the matrix one after the other and marked each done in a shared ledger: had one been killed, another would have done the tile it held again.
    A sample was computed again by plain scalar code in one process and compared with what the workers wrote.
    Every process keeps a log in %s: see phalanx logs --all.
    """
        .formatted(
            coordinator,
            session.isOwn() ? "started" : "stays in the background, with",
            job.counts().workers(),
            pids,
            ByteCount.of(bytes),
            random.folder().path(),
            job.counts().tiles(),
            session.directory().logs());
  }
}
