package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.jobs.JobStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx jobs show`.
@Command(
    name = "show",
    description =
        "Shows one job, waiting, running or ended: its shape, its times to the first tile and to a"
            + " steady pace, and what came of it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx jobs show j0001", "  phalanx jobs show j0001 --json"})
final class JobsShowCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String jobId = "";

  @Override
  public Integer call() {
    JobStore store = new JobStore(place.directory());
    new JobReport(output, place.directory()).show(store.require(jobId));
    return PhalanxCli.DONE;
  }
}
