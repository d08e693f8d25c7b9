package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.config.ClusterSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx cancel`.
@Command(
    name = "cancel",
    description = "Cancels a job and says what state its file is in.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx cancel j0001", "  phalanx cancel j0002 --json"})
final class CancelCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String jobId = "";

  @Override
  public Integer call() {
    JobRecord job = cancel();
    if (output.isJson()) {
      output.print(new JobReport(output, place.directory()).json(job));
    } else {
      String error = job.outcome().error();
      output.printLine(job.job() + " " + job.state() + (error == null ? "" : ": " + error));
    }
    return job.state() == JobState.CANCELLED ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  /// Where no cluster runs, one is started to bring the files of a job that was cut off to a known
  /// state.
  private JobRecord cancel() {
    Optional<ClusterClient> running = ClusterClient.connect(place.directory());
    if (running.isPresent()) {
      try (ClusterClient client = running.get()) {
        return cancel(client);
      }
    }
    requireUnfinished();
    try (Cluster cluster = Cluster.launch(place.directory(), settings(), Place.distribution())) {
      return cancel(cluster.client());
    }
  }

  /// To cancel must be possible with wrong settings, too.
  private ClusterSettings settings() {
    try {
      return place.configuration(Map.of()).cluster();
    } catch (IllegalArgumentException e) {
      output.complain(e.getMessage() + "; cancelling with the defaults");
      return ClusterSettings.defaults();
    }
  }

  private JobRecord cancel(ClusterClient client) {
    client.cancel(jobId);
    return client.await(jobId, progress -> {});
  }

  private void requireUnfinished() {
    if (new JobStore(place.directory())
        .read(jobId)
        .filter(job -> !job.state().isEnded())
        .isEmpty()) {
      throw new IllegalArgumentException(
          "no such job to cancel: job=" + jobId + "; see phalanx jobs");
    }
  }
}
