package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.protocol.JobRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx demo matrix`.
@Command(
    name = "matrix",
    description = {
      "Makes a random matrix and computes the sigmoid of it on several processes, then says what"
          + " happened.",
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
    ClusterSettings settings = cluster.settings();
    JobRecord.Shape wanted = JobOptions.shape(shape, "float64");
    EndedRun ended;
    String story;
    try (RandomInput random = RandomInput.create(directory, List.of(wanted), SEED)) {
      String target = random.output().toString();
      JobRequest request =
          new JobRequest(OPERATION, Map.of(), random.files(), target, false, Map.of());
      JobSession.Place where =
          new JobSession.Place(directory, settings, Place.distribution(), keep.wishes(cluster));
      try (ForegroundRun run = ForegroundRun.open(where, request)) {
        ended = run.run(random, Extent.SAMPLE);
        story = story(run.session(), ended, random);
      }
    }
    ended.print(new JobReport(output, directory));
    if (!output.isJson() && ended.exitCode() == PhalanxCli.DONE) {
      output.printText(story);
    }
    return ended.exitCode();
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
