package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.shared.config.OwnerMark;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx resume`.
@Command(
    name = "resume",
    description = {
      "Goes on with unfinished jobs of the directory, where each was cut off, and waits for them.",
      "What was done is not done again: the result is that of a job that nothing has disturbed."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx resume", "  phalanx resume j0003 --json"})
final class ResumeCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private ClusterOptions options = new ClusterOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "The job's id (default: every unfinished job).")
  private @Nullable String jobId;

  @Override
  public Integer call() {
    Configuration configuration = place.configuration(options.said());
    List<JobRecord> unfinished = unfinished();
    if (unfinished.isEmpty()) {
      System.err.println(
          "phalanx: nothing to resume: directory=" + place.directory().root() + ", unfinished=0");
      return PhalanxCli.DONE;
    }
    requireNoCluster();
    Predicate<JobRecord> wanted = job -> jobId == null || job.job().equals(jobId);
    int exitCode = PhalanxCli.DONE;
    place.announce(configuration);
    try (Cluster cluster =
        Cluster.launch(place.directory(), configuration.cluster(), Place.distribution(), wanted)) {
      for (JobRecord job : unfinished) {
        exitCode = Math.max(exitCode, await(cluster.client(), job));
      }
    }
    return exitCode;
  }

  private int await(ClusterClient client, JobRecord unfinished) {
    ProgressLine progress = ProgressLine.onStderr(unfinished.request().operation());
    JobRecord job;
    try {
      job = client.await(unfinished.job(), progress::show);
    } finally {
      progress.clear();
    }
    new JobReport(output, place.directory()).print(job);
    return JobReport.exitCode(job);
  }

  private List<JobRecord> unfinished() {
    JobStore store = new JobStore(place.directory());
    if (jobId == null) {
      return store.list().stream().filter(job -> !job.state().isEnded()).toList();
    }
    JobRecord job = store.require(jobId);
    if (job.state().isEnded()) {
      throw new IllegalArgumentException(
          "nothing to resume: job=" + jobId + ", state=" + job.state() + "; see phalanx jobs");
    }
    return List.of(job);
  }

  private void requireNoCluster() {
    Optional<OwnerMark> running = OwnerMark.ofLive(place.directory());
    if (running.isPresent()) {
      throw new IllegalArgumentException(
          "a cluster runs here: directory="
              + place.directory().root()
              + ", pid="
              + running.get().process().pid()
              + "; one that was started goes on with unfinished jobs by itself, see phalanx jobs;"
              + " after phalanx run, wait until it has ended");
    }
  }
}
