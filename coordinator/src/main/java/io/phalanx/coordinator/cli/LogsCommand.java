package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.logs.LogEntry;
import io.phalanx.coordinator.logs.LogFiles;
import io.phalanx.coordinator.logs.LogFilter;
import io.phalanx.coordinator.logs.LogLevel;
import io.phalanx.coordinator.logs.LogTail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `phalanx logs`.
@Command(
    name = "logs",
    description = {
      "The last lines of a process's log, and of what else it printed (such as the text of a crash).",
      "Of several processes, or all, they come in the order of time, each with its process's name in"
          + " front; a stack trace stays with its first line. The older half of a log that was"
          + " rotated is read too. Works without a running cluster."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx logs worker-0 -n 20",
      "  phalanx logs --all -f",
      "  phalanx logs --all --since 5m --level WARN"
    })
final class LogsCommand implements Callable<Integer> {
  private static final String COORDINATOR = "coordinator";
  private static final int LINES = 50;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(100);

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private Colour colour = new Colour();
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROCESS",
      description = "coordinator or worker-N (default: coordinator).")
  private List<String> processes = new ArrayList<>();

  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on with new lines until Ctrl-C, through rotation and replacement of workers.")
  private boolean follow;

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "Number of lines (default: " + LINES + "; with --since all).")
  private @Nullable Integer count;

  @Option(names = "--all", description = "All processes, also those that start later.")
  private boolean all;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeSinceConverter.class,
      description = "From then on: 5m ago, 09:30 today, 2026-01-31, 2026-01-31T09:30:00+01:00.")
  private @Nullable Instant since;

  @Option(
      names = "--grep",
      paramLabel = "REGEX",
      description = "Entries with a line in which this regular expression is found.")
  private @Nullable Pattern grep;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "Entries of this level and above: TRACE, DEBUG, INFO, WARN or ERROR.")
  private @Nullable LogLevel level;

  @Override
  public Integer call() {
    requireSense();
    LogFiles files = new LogFiles(place.directory());
    List<String> named = all ? List.of() : processes.isEmpty() ? List.of(COORDINATOR) : processes;
    boolean none = files.processes().isEmpty();
    if (none && all && follow) {
      Caller.here()
          .err()
          .println("phalanx: no logs yet, waiting: directory=" + files.directory().root());
    } else if (none) {
      files.requireKnown(COORDINATOR);
    }
    named.forEach(files::requireKnown);
    long sinceMs = since == null ? LogFilter.ALWAYS : since.toEpochMilli();
    try (LogTail tail =
        new LogTail(files.directory(), named, new LogFilter(sinceMs, level, grep))) {
      LogPrinter printer = new LogPrinter(output, all || named.size() > 1, colour.isOn());
      if (follow) {
        follow(tail, printer);
      } else {
        printer.print(tail.last(lines()));
        tail.processes().forEach(process -> printPrinted(tail, process));
      }
    }
    return PhalanxCli.DONE;
  }

  private void requireSense() {
    if (count != null && count < 0) {
      throw new IllegalArgumentException("out of range: n=" + count + ", min=0");
    }
    if (all && !processes.isEmpty()) {
      throw new IllegalArgumentException(
          "some processes or all: process="
              + String.join(",", processes)
              + "; leave out one of the two");
    }
  }

  private int lines() {
    if (count != null) {
      return count;
    }
    return since == null ? LINES : Integer.MAX_VALUE;
  }

  /// Ends when the thread is interrupted, or nobody reads any more.
  private void follow(LogTail tail, LogPrinter printer) {
    OutputPipe stdout = OutputPipe.stdout();
    tail.follow(lines());
    while (!Thread.currentThread().isInterrupted()
        && !spec.commandLine().getOut().checkError()
        && !stdout.isClosed()) {
      printer.print(tail.poll(System.currentTimeMillis()));
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private void printPrinted(LogTail tail, String process) {
    List<LogEntry> entries = tail.printed(process, lines());
    if (entries.isEmpty()) {
      return;
    }
    if (!output.isJson()) {
      output.printLine("-- " + entries.getFirst().source().label() + " --");
    }
    new LogPrinter(output, false, false).print(entries);
  }
}
