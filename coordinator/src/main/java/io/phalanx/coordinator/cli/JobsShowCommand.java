package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.TimelineReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx jobs show`.
@Command(
    name = "show",
    description = {
      "Shows one job, waiting, running or ended: its shape, its times to the first tile and to a"
          + " steady pace, what each worker did, the slowest tiles, and what came of it.",
      "--trace and --report write where its time went: processes, tiles, faults, recovery."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx jobs show j0001",
      "  phalanx jobs show j0001 --json",
      "  phalanx jobs show j0001 --report j0001.html",
      "  phalanx jobs show j0001 --trace - | gzip > j0001.trace.json.gz"
    })
final class JobsShowCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private TimelineOptions files = new TimelineOptions();

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String jobId = "";

  @Override
  public Integer call() {
    JobStore store = new JobStore(place.directory());
    files.check(output);
    JobRecord job = store.require(jobId);
    JobReport report = new JobReport(output, place.directory());
    ObjectNode json = report.json(job);
    files.write(job, store, json, output);
    if (files.isToStdout()) {
      return PhalanxCli.DONE;
    }
    TimelineReport timeline = TimelineReport.of(job, store.timeline(job));
    timeline.addTo(json);
    report.show(job, json);
    if (!output.isJson()) {
      output.printText(timeline.text());
    }
    return PhalanxCli.DONE;
  }
}
