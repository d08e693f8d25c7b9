package io.phalanx.shared.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/// A process beyond doubt: its pid and when it started, since pids are used again.
///
/// @param pid process id
/// @param start on Linux the start time in clock ticks since boot, which no adjustment of the clock
///   moves; elsewhere ms since 1970; 0 where the process is gone or nothing is known
public record ProcessIdentity(long pid, long start) {
  private static final int STAT_STATE = 0;
  private static final int STAT_THREADS = 17;
  private static final int STAT_START = 19;

  /// The identity of the process that has this pid now.
  public static ProcessIdentity of(long pid) {
    return new ProcessIdentity(pid, startOf(pid));
  }

  /// This process.
  public static ProcessIdentity current() {
    return of(ProcessHandle.current().pid());
  }

  /// True while this very process runs. One that has ended but was not reaped yet (a zombie) does
  /// not run.
  public boolean isAlive() {
    return start != 0 && startOf(pid) == start;
  }

  /// When the process that has this pid now was started, for those who must not take a live process
  /// for one that has ended.
  ///
  /// @return as [#start]; 0 if it is certain that there is no process of this pid, or that it has
  ///   ended with all its threads; empty if that cannot be told, for want of a descriptor for
  ///   instance
  public static OptionalLong knownStart(long pid) {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return knownStartByHandle(pid);
    }
    Path process = Path.of("/proc", String.valueOf(pid));
    // No channel: one of those fails in a thread that was interrupted.
    try (InputStream stat = new FileInputStream(process.resolve("stat").toFile())) {
      String[] fields = statFields(new String(stat.readAllBytes(), StandardCharsets.ISO_8859_1));
      // A process that is being killed shows the end of its first thread before that of the others.
      boolean ended = hasEnded(fields) && Integer.parseInt(fields[STAT_THREADS]) <= 1;
      return OptionalLong.of(ended ? 0 : Long.parseLong(fields[STAT_START]));
    } catch (IOException | RuntimeException e) {
      return Files.notExists(process) ? OptionalLong.of(0) : OptionalLong.empty();
    }
  }

  private static OptionalLong knownStartByHandle(long pid) {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return OptionalLong.of(0);
    }
    long start = startByHandle(pid);
    return start == 0 ? OptionalLong.empty() : OptionalLong.of(start);
  }

  /// The fields of a `stat` of Linux behind the command, which stands in parentheses and may hold
  /// spaces and parentheses itself.
  public static String[] statFields(String text) {
    return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
  }

  private static boolean hasEnded(String[] statFields) {
    return statFields[STAT_STATE].equals("Z") || statFields[STAT_STATE].equals("X");
  }

  private static long startOf(long pid) {
    Path stat = Path.of("/proc", String.valueOf(pid), "stat");
    try {
      String[] fields = statFields(Files.readString(stat));
      return hasEnded(fields) ? 0 : Long.parseLong(fields[STAT_START]);
    } catch (IOException | RuntimeException e) {
      return Files.isDirectory(Path.of("/proc/self")) ? 0 : startByHandle(pid);
    }
  }

  private static long startByHandle(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }
}
