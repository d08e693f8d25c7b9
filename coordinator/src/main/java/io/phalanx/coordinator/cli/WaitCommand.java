package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.shared.config.OwnerMark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx wait`.
@Command(
    name = "wait",
    description = "Waits until a job has ended and prints what came of it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx wait j0001", "  phalanx wait j0001 --json"})
final class WaitCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String jobId = "";

  @Override
  public Integer call() {
    JobStore store = new JobStore(place.directory());
    JobRecord job = store.read(jobId).filter(this::isOver).orElseGet(this::await);
    new JobReport(output, place.directory()).print(job);
    return JobReport.exitCode(job);
  }

  /// A job that was cut off is over until somebody goes on with it, which only a cluster does.
  private boolean isOver(JobRecord job) {
    return job.state().isEnded()
        || (job.state() == JobState.INTERRUPTED && OwnerMark.ofLive(place.directory()).isEmpty());
  }

  private JobRecord await() {
    ProgressLine progress = ProgressLine.onStderr(jobId);
    try (ClusterClient client = place.connect()) {
      return client.await(jobId, progress::show);
    } finally {
      progress.clear();
    }
  }
}
