package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
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
    JobRecord job;
    try (ClusterClient client = place.connect()) {
      client.cancel(jobId);
      job = client.await(jobId, progress -> {});
    }
    if (output.isJson()) {
      output.print(new JobReport(output, place.directory()).json(job));
    } else {
      String error = job.outcome().error();
      output.printLine(job.job() + " " + job.state() + (error == null ? "" : ": " + error));
    }
    return job.state() == JobState.CANCELLED ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }
}
