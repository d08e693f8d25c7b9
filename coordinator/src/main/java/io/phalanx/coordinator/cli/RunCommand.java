package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobPlanner;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.coordinator.verify.Verdict;
import io.phalanx.coordinator.verify.Verification;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.protocol.JobRequest;
import java.time.Duration;
import java.time.Instant;
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
          + " is started for it and stopped again.",
      "Without INPUT a matrix of normal random numbers is made, from --shape, --dtype and --seed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx run sigmoid in.npy --out out.npy",
      "  phalanx run affine in.npy --in-place --param a=2 --param b=1",
      "  phalanx run sum in.npy --param axis=rows --json"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private JobArguments arguments = new JobArguments();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes of a cluster that is started for it (default: one per core).")
  private @Nullable Integer workers;

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
    ClusterSettings defaults = ClusterSettings.defaults();
    ClusterSettings settings = workers == null ? defaults : defaults.withWorkers(workers);
    if (arguments.needsRandomInput()) {
      try (RandomInput random = arguments.createRandomInput(directory)) {
        return run(arguments.request(random), settings, random);
      }
    }
    return run(arguments.request(), settings, null);
  }

  private int run(JobRequest request, ClusterSettings settings, @Nullable RandomInput random) {
    // Bad input is refused before anything is started.
    JobPlan plan = new JobPlanner(settings.tileKib()).plan(request);
    ClusterDirectory directory = place.directory();
    JobSession.Place where = new JobSession.Place(directory, settings, Place.distribution());
    JobRecord job;
    ObjectNode json;
    Verdict verdict = null;
    try (JobSession session = JobSession.open(where)) {
      requireWorkers(session);
      if (random != null) {
        random.fill(session);
      }
      try (Verification check = prepare(plan, directory)) {
        job = runShown(session, request);
        if (check != null && job.state() == JobState.DONE) {
          verdict = check.check(job, new JobStore(directory).files(job.job()));
        }
      }
      json = new JobReport(output, directory).json(job);
    }
    describe(json, job, random, verdict);
    new JobReport(output, directory).print(job, json);
    return verdict != null && !verdict.isRight() ? PhalanxCli.FAILED : JobReport.exitCode(job);
  }

  private JobRecord runShown(JobSession session, JobRequest request) {
    ProgressLine progress = ProgressLine.onStderr(request.operation());
    try {
      return session.run(request, progress::show);
    } finally {
      progress.clear();
    }
  }

  private @Nullable Verification prepare(JobPlan plan, ClusterDirectory directory) {
    return verify == null ? null : Verification.prepare(plan, verify, directory.root());
  }

  private void requireWorkers(JobSession session) {
    if (workers == null || session.isOwn()) {
      return;
    }
    int running = ClusterSettings.read(place.directory().settings()).workers();
    if (running != workers) {
      throw new IllegalArgumentException(
          "a cluster with another number of workers runs here: workers="
              + workers
              + ", running="
              + running
              + "; leave out --workers, stop it with phalanx stop, or choose another --dir");
    }
  }

  /// Adds what only this command knows: the time of the whole process, the input, the check.
  private static void describe(
      ObjectNode json, JobRecord job, @Nullable RandomInput random, @Nullable Verdict verdict) {
    Instant begin =
        ProcessHandle.current()
            .info()
            .startInstant()
            .orElse(Instant.ofEpochMilli(job.times().submittedMs()));
    ObjectNode seconds = json.withObject("/seconds");
    seconds.put("total", Duration.between(begin, Instant.now()).toMillis() / 1e3);
    if (job.times().firstTileMs() > 0) {
      Instant firstTile = Instant.ofEpochMilli(job.times().firstTileMs());
      seconds.put("start", Duration.between(begin, firstTile).toMillis() / 1e3);
    }
    if (random != null) {
      json.put("input", "random, seed " + random.seed());
      json.remove("inputs");
      json.putNull("output");
    }
    if (verdict != null) {
      ObjectNode verified = json.putObject("verified");
      verified.put("checked", verdict.checked());
      verified.put("wrong", verdict.wrong());
      verified.put("ulpMax", verdict.ulpMax());
      verified.put("ulpAllowed", verdict.ulpAllowed());
      verified.put("firstWrong", verdict.firstWrong());
    }
  }
}
