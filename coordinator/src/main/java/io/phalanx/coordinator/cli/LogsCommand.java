package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.logs.LogFiles;
import io.phalanx.coordinator.logs.LogMerge;
import io.phalanx.coordinator.logs.LogReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
      "The older half of a log that was rotated is read too. Works without a running cluster."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx logs worker-0 -n 20", "  phalanx logs --all -f"})
final class LogsCommand implements Callable<Integer> {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);

  @Mixin private Place place = new Place();
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROCESS",
      description = "coordinator or worker-N (default: coordinator).")
  private @Nullable String process;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines until Ctrl-C.")
  private boolean follow;

  @Option(names = "-n", paramLabel = "N", description = "Number of lines (default: 50).")
  private int count = 50;

  @Option(
      names = "--all",
      description = "All processes, in the order of time, their names in front.")
  private boolean all;

  @Override
  public Integer call() {
    if (count < 0) {
      throw new IllegalArgumentException("out of range: n=" + count + ", min=0");
    }
    if (all && process != null) {
      throw new IllegalArgumentException(
          "one process or all: process=" + process + "; leave out one of the two");
    }
    LogFiles files = new LogFiles(place.directory());
    String wanted = process == null ? "coordinator" : process;
    if (!all || files.processes().isEmpty()) {
      files.requireKnown(wanted);
    }
    Map<String, LogReader> readers = new LinkedHashMap<>();
    try {
      if (all) {
        addReaders(files, readers);
        print(lastOfAll(readers));
      } else {
        LogReader reader = new LogReader(files.directory().log(wanted));
        readers.put(wanted, reader);
        print(reader.last(count));
      }
      if (follow) {
        follow(files, readers);
      } else {
        readers.keySet().forEach(name -> printOut(files, name));
      }
    } finally {
      readers.values().forEach(LogReader::close);
    }
    return PhalanxCli.DONE;
  }

  private List<String> lastOfAll(Map<String, LogReader> readers) {
    LogMerge merge = new LogMerge();
    readers.forEach((name, reader) -> merge.add(name, reader.last(count)));
    List<String> merged = merge.take();
    return merged.subList(Math.max(0, merged.size() - count), merged.size());
  }

  /// Ends when the thread is interrupted, or nobody reads any more.
  private void follow(LogFiles files, Map<String, LogReader> readers) {
    LogMerge merge = new LogMerge();
    OutputPipe stdout = OutputPipe.stdout();
    while (!Thread.currentThread().isInterrupted() && !out().checkError() && !stdout.isClosed()) {
      if (all) {
        addReaders(files, readers);
        readers.forEach((name, reader) -> merge.add(name, reader.poll()));
        print(merge.take());
      } else {
        readers.values().forEach(reader -> print(reader.poll()));
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static void addReaders(LogFiles files, Map<String, LogReader> readers) {
    for (String name : files.processes()) {
      readers.computeIfAbsent(name, key -> new LogReader(files.directory().log(key)));
    }
  }

  private void printOut(LogFiles files, String name) {
    try (LogReader printed = new LogReader(files.directory().out(name))) {
      List<String> lines = new ArrayList<>(printed.last(count));
      printed.unfinished().ifPresent(lines::add);
      if (!lines.isEmpty()) {
        lines.addFirst("-- " + name + ".out --");
        print(lines);
      }
    }
  }

  private void print(List<String> lines) {
    lines.forEach(out()::println);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
