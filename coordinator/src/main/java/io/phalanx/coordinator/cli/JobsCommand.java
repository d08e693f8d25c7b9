package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.JobJson;
import io.phalanx.coordinator.report.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx jobs`.
@Command(
    name = "jobs",
    description = "Lists the jobs of the directory, oldest first, also when no cluster runs.",
    mixinStandardHelpOptions = true,
    subcommands = JobsShowCommand.class,
    footer = {
      "",
      "Examples:",
      "  phalanx jobs",
      "  phalanx jobs --json",
      "  phalanx jobs show j0001"
    })
final class JobsCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    JobStore store = new JobStore(place.directory());
    List<JobRecord> jobs = store.list();
    if (output.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode list = json.putArray("jobs");
      jobs.forEach(job -> list.add(JobJson.of(job, store.files(job.job())).without("result")));
      output.print(json);
      return PhalanxCli.DONE;
    }
    Table table = new Table("JOB", "OP", "STATE", "SHAPE", "TILES", "SECONDS", "SUBMITTED");
    for (JobRecord job : jobs) {
      table.row(
          job.job(),
          job.request().operation(),
          job.state(),
          job.shape().rows() + "x" + job.shape().cols() + " " + job.shape().dtype().label(),
          job.counts().tilesDone() + "/" + job.counts().tiles(),
          String.format(Locale.ROOT, "%.3f", JobJson.totalSeconds(job)),
          Instant.ofEpochMilli(job.times().submittedMs()).truncatedTo(ChronoUnit.SECONDS));
    }
    output.printText(table.toString());
    return PhalanxCli.DONE;
  }
}
