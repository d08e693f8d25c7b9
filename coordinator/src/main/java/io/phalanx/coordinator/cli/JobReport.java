package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.JobJson;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.ledger.NumberFile;
import java.util.Locale;

/// Prints what came of a job.
///
/// @param output where to and how
/// @param directory the cluster that ran it
record JobReport(Output output, ClusterDirectory directory) {
  private static final int RESULTS_SHOWN_MAX = 10;

  /// Prints an ended job; its failure goes to stderr.
  void print(JobRecord job) {
    print(job, json(job));
  }

  /// Prints an ended job.
  ///
  /// @param json its JSON, with whatever the caller knows better
  void print(JobRecord job, ObjectNode json) {
    if (output.isJson() || job.state() == JobState.DONE) {
      show(job, json);
    }
    if (job.state() != JobState.DONE) {
      String error = job.outcome().error();
      Caller.here()
          .err()
          .println(
              "phalanx: job "
                  + job.job()
                  + " "
                  + job.state().name().toLowerCase(Locale.ROOT)
                  + (error == null ? "" : ": " + error)
                  + "; log="
                  + directory.log("coordinator"));
    }
  }

  /// Prints a job in any state.
  void show(JobRecord job) {
    show(job, json(job));
  }

  /// Prints a job in any state.
  ///
  /// @param json its JSON, with whatever the caller knows better
  void show(JobRecord job, ObjectNode json) {
    if (output.isJson()) {
      output.print(json.put("logs", directory.logs().toString()));
    } else {
      output.printText(text(job, json));
    }
  }

  /// The JSON of a job.
  ObjectNode json(JobRecord job) {
    return JobJson.of(job, new JobStore(directory).files(job.job()));
  }

  static int exitCode(JobRecord job) {
    return job.state() == JobState.DONE ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private String text(JobRecord job, ObjectNode json) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        job.request().operation(),
        job.shape().rows()
            + "x"
            + job.shape().cols()
            + " "
            + job.shape().dtype().label()
            + ", "
            + job.counts().tiles()
            + " tiles on "
            + job.counts().workers()
            + " workers, job "
            + job.job());
    if (job.state() != JobState.DONE) {
      String error = job.outcome().error();
      line(text, "state", job.state() + (error == null ? "" : ": " + error));
    }
    if (job.counts().workerRestarts() > 0) {
      line(
          text,
          "recovered",
          job.counts().workerRestarts()
              + " workers lost, "
              + job.counts().retriedTiles()
              + " tiles done again");
    }
    if (job.counts().resumes() > 0) {
      line(text, "resumed", job.counts().resumes() + " times after its coordinator had gone");
    }
    appendResult(text, job);
    line(text, "time", time(json));
    if (job.times().syncMs() > 0) {
      line(
          text,
          "durable",
          String.format(Locale.ROOT, "%.3f s of it to reach the disk", job.times().syncMs() / 1e3));
    }
    line(
        text,
        "throughput",
        ByteCount.rate(JobJson.bytesPerSecond(job))
            + " ("
            + ByteCount.of(job.counts().bytes())
            + " read and written)");
    if (json.has("verified")) {
      line(text, "verified", verified(json.get("verified")));
    }
    if (json.hasNonNull("output")) {
      line(text, "output", json.get("output").asText());
    }
    line(text, "logs", directory.logs().toString());
    return text.toString();
  }

  private static String time(ObjectNode json) {
    JsonNode seconds = json.get("seconds");
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%.3f s in all: %.3f s start, %.3f s compute",
            seconds.get("total").doubleValue(),
            seconds.get("start").doubleValue(),
            seconds.get("compute").doubleValue()));
    if (seconds.hasNonNull("firstTile")) {
      text.append(
          String.format(
              Locale.ROOT, "; first tile at %.3f s", seconds.get("firstTile").doubleValue()));
    }
    if (seconds.hasNonNull("steady")) {
      text.append(
          String.format(Locale.ROOT, ", steady at %.3f s", seconds.get("steady").doubleValue()));
    }
    return text.toString();
  }

  private static String verified(JsonNode found) {
    long wrong = found.get("wrong").asLong();
    return found.get("checked").asLong()
        + " places against a scalar run, "
        + (wrong == 0
            ? "all right, " + distance(found)
            : wrong + " WRONG, the first: " + found.get("firstWrong").asText());
  }

  /// Sums of products cancel: a distance in units in the last place says nothing of them.
  private static String distance(JsonNode found) {
    return found.hasNonNull("ulpAllowed")
        ? "at most " + found.get("ulpMax").asLong() + " ulp apart"
        : "each within its bound of rounding";
  }

  private void appendResult(StringBuilder text, JobRecord job) {
    Double result = job.outcome().result();
    if (result != null) {
      line(text, "result", result.toString());
    } else if (job.outcome().results() > 0) {
      try (NumberFile numbers =
          NumberFile.open(new JobStore(directory).files(job.job()).results())) {
        for (long index = 0; index < Math.min(numbers.count(), RESULTS_SHOWN_MAX); index++) {
          line(text, "result " + index, Double.toString(numbers.get(index)));
        }
        if (numbers.count() > RESULTS_SHOWN_MAX) {
          line(text, "...", numbers.count() + " results; all with --json, or in a file with --out");
        }
      }
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s %s%n", name, value));
  }
}
