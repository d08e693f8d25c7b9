package io.phalanx.coordinator.logs;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The logs of some processes, or of all that have any: their last entries, then those that come,
/// in the order of time, also of processes that come later.
///
/// Belongs to one thread.
public final class LogTail implements AutoCloseable {
  /// How long an entry is held back for older ones of other processes that are read later: two
  /// looks, and what a process needs from the time of an entry to its line in the file.
  public static final long FLUSH_MS = 300;

  /// Longer entries are rare.
  private static final int ENTRY_LINES = 500;

  private final LogFiles files;
  private final List<String> named;
  private final LogFilter filter;
  private final LogMerge merge;
  private final Map<LogSource, LogReader> readers = new LinkedHashMap<>();

  /// @param named the processes; empty for all
  public LogTail(ClusterDirectory directory, List<String> named, LogFilter filter) {
    this.files = new LogFiles(directory);
    this.named = List.copyOf(named);
    this.filter = filter;
    this.merge = new LogMerge(filter);
  }

  /// The processes whose logs are read, as far as they have any.
  public List<String> processes() {
    return named.isEmpty() ? files.processes() : named;
  }

  /// The last entries of the logs so far.
  ///
  /// @param linesMax how many lines
  public List<LogEntry> last(int linesMax) {
    for (String process : processes()) {
      LogSource log = new LogSource(process, false);
      merge.add(log, end(log, linesMax), System.currentTimeMillis());
      merge.keepLast(linesMax);
    }
    return merge.take(Long.MAX_VALUE);
  }

  /// The last lines that a process printed beside its log. They have no times of their own: that of
  /// the file is taken.
  public List<LogEntry> printed(String process, int linesMax) {
    LogSource out = new LogSource(process, true);
    LogMerge lines = new LogMerge(filter);
    lines.add(out, end(out, linesMax), modifiedMs(file(out)));
    lines.keepLast(linesMax);
    return lines.take(Long.MAX_VALUE);
  }

  /// Begins with the last lines of the logs; [#poll] hands them out, and what comes.
  public void follow(int linesMax) {
    long nowMs = System.currentTimeMillis();
    for (String process : processes()) {
      LogSource log = new LogSource(process, false);
      merge.add(log, open(log).last(readingMax(linesMax)), nowMs);
      merge.keepLast(linesMax);
      open(new LogSource(process, true)).last(0);
    }
  }

  /// Looks for new lines.
  ///
  /// @return what is old enough for its place in the order to be known
  public List<LogEntry> poll(long nowMs) {
    for (String process : processes()) {
      poll(new LogSource(process, false), nowMs);
      poll(new LogSource(process, true), nowMs);
    }
    return merge.take(nowMs - FLUSH_MS);
  }

  @Override
  public void close() {
    readers.values().forEach(LogReader::close);
  }

  private void poll(LogSource source, long nowMs) {
    LogReader known = readers.get(source);
    List<String> lines = known == null ? open(source).last(Integer.MAX_VALUE) : known.poll();
    merge.add(source, lines, nowMs);
  }

  private LogReader open(LogSource source) {
    LogReader reader = new LogReader(file(source));
    readers.put(source, reader);
    return reader;
  }

  /// The last lines, an unfinished one included.
  private List<String> end(LogSource source, int linesMax) {
    try (LogReader reader = new LogReader(file(source))) {
      List<String> lines = new ArrayList<>(reader.last(readingMax(linesMax)));
      reader.unfinished().ifPresent(lines::add);
      return lines;
    }
  }

  /// Where not all is wanted, nobody knows how far back the wanted lines are. Else some more than
  /// are wanted, for the time of an entry in whose midst they begin.
  private int readingMax(int linesMax) {
    return filter.isOpen() && linesMax < Integer.MAX_VALUE - ENTRY_LINES
        ? linesMax + ENTRY_LINES
        : Integer.MAX_VALUE;
  }

  private Path file(LogSource source) {
    String process = source.process();
    return source.printed() ? files.directory().out(process) : files.directory().log(process);
  }

  private static long modifiedMs(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at: file=" + file + ", cause=" + e, e);
    }
  }
}
