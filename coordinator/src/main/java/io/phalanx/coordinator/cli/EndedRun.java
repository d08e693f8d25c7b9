package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.verify.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command knows of the job it waited for.
///
/// @param job the job, ended
/// @param json its JSON, as the cluster knows it
/// @param random the input that was made for it; null if it had its own
/// @param verdict what the check found; null if there was none
record EndedRun(
    JobRecord job, ObjectNode json, @Nullable RandomInput random, @Nullable Verdict verdict) {
  /// Prints it, with what only this process knows: its own whole time, the input, the check.
  void print(JobReport report) {
    addTimes();
    if (random != null) {
      json.put("input", "random, seed " + random.seed());
      json.remove("inputs");
      if (Path.of(json.path("output").asText()).startsWith(random.folder().path())) {
        json.putNull("output");
      }
    }
    if (verdict != null) {
      addVerdict(verdict);
    }
    report.print(job, json);
  }

  int exitCode() {
    return verdict != null && !verdict.isRight() ? PhalanxCli.FAILED : JobReport.exitCode(job);
  }

  private void addTimes() {
    Instant begin = begin();
    ObjectNode seconds = json.withObject("/seconds");
    seconds.put("total", Duration.between(begin, Instant.now()).toMillis() / 1e3);
    if (job.times().orderedMs() > 0) {
      Instant ordered = Instant.ofEpochMilli(job.times().orderedMs());
      seconds.put("start", Duration.between(begin, ordered).toMillis() / 1e3);
    }
    double waited = Duration.between(begin, submitted()).toMillis() / 1e3;
    for (String name : List.of("firstTile", "steady")) {
      if (seconds.hasNonNull(name)) {
        seconds.put(name, seconds.get(name).doubleValue() + waited);
      }
    }
  }

  /// When the user began to wait: the launch script says so.
  private Instant begin() {
    try {
      return Instant.ofEpochMilli(Long.parseLong(Caller.here().began()));
    } catch (NumberFormatException e) {
      return ProcessHandle.current().info().startInstant().orElse(submitted());
    }
  }

  private Instant submitted() {
    return Instant.ofEpochMilli(job.times().submittedMs());
  }

  private void addVerdict(Verdict found) {
    ObjectNode verified = json.putObject("verified");
    verified.put("checked", found.checked());
    verified.put("wrong", found.wrong());
    verified.put("ulpMax", found.ulpMax());
    if (Double.isNaN(found.ulpAllowed())) {
      verified.putNull("ulpAllowed");
    } else {
      verified.put("ulpAllowed", found.ulpAllowed());
    }
    verified.put("firstWrong", found.firstWrong());
  }
}
