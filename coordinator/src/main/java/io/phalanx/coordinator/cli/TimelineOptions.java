package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.jobs.Timeline;
import io.phalanx.coordinator.report.timeline.ChromeTrace;
import io.phalanx.coordinator.report.timeline.JobPage;
import io.phalanx.coordinator.report.timeline.JobView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the time of a job is written to, for people to look at.
final class TimelineOptions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STDOUT = "-";
  private static final long TIDY_NS_MAX = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = {
        "Write where the time went, in the trace event format that Perfetto",
        "(ui.perfetto.dev) and chrome://tracing open; - for stdout."
      })
  private @Nullable String trace;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with charts of where the time went, in one file; - for stdout.")
  private @Nullable String report;

  boolean isAsked() {
    return trace != null || report != null;
  }

  /// True if stdout is for what is written, and for nothing else.
  boolean isToStdout() {
    return STDOUT.equals(trace) || STDOUT.equals(report);
  }

  /// Refuses what could not be written before anything is done.
  ///
  /// @throws IllegalArgumentException if a file is no place to write to, or two things would go to
  ///   stdout
  void check(Output output) {
    if (STDOUT.equals(trace) && STDOUT.equals(report)) {
      throw new IllegalArgumentException(
          "both --trace and --report to stdout: name a file for one of them");
    }
    if (isToStdout() && output.isJson()) {
      throw new IllegalArgumentException("--json and - both want stdout: name a file");
    }
    files().map(WholeFile::new).forEach(WholeFile::check);
    if (files().distinct().count() < files().count()) {
      throw new IllegalArgumentException("--trace and --report name the same file: file=" + trace);
    }
  }

  /// Writes what was asked for.
  ///
  /// @param summary the job as the command line knows it
  void write(JobRecord job, JobStore store, ObjectNode summary, Output output) {
    if (!isAsked()) {
      return;
    }
    awaitTidied(job, store);
    long nowMs = System.currentTimeMillis();
    Timeline timeline = store.timeline(job);
    List<String> notes = TimelineNotes.of(job, timeline.trace(), store);
    JobView view = JobView.of(job, timeline, notes, nowMs);
    notes.forEach(output::complain);
    if (trace != null) {
      write(trace, text(ChromeTrace.of(view)), "trace", output);
    }
    if (report != null) {
      write(report, JobPage.of(view, summary, environment(job)), "report", output);
    }
  }

  private void write(String target, String text, String what, Output output) {
    if (target.equals(STDOUT)) {
      output.printLine(text);
    } else {
      Path file = Caller.here().absolute(Path.of(target));
      new WholeFile(file).write(text.getBytes(StandardCharsets.UTF_8));
      Caller.here().err().println("phalanx: " + what + " written: " + file);
    }
  }

  /// What is kept of a job is complete a moment after its end.
  private static void awaitTidied(JobRecord job, JobStore store) {
    long beganNs = System.nanoTime();
    while (store.isTidyingUp(job) && System.nanoTime() - beganNs < TIDY_NS_MAX) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private Stream<Path> files() {
    return Stream.of(trace, report)
        .filter(target -> target != null && !target.equals(STDOUT))
        .map(target -> Caller.here().absolute(Path.of(String.valueOf(target))));
  }

  private static ObjectNode environment(JobRecord job) {
    ObjectNode environment = JSON.createObjectNode();
    environment.put("Parameters", job.request().params().toString());
    environment.put("Options", job.request().options().toString());
    environment.put("Phalanx", Coordinator.VERSION);
    environment.put(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    environment.put(
        "System",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    environment.put("Cores", Runtime.getRuntime().availableProcessors());
    return environment;
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a trace: cause=" + e, e);
    }
  }
}
