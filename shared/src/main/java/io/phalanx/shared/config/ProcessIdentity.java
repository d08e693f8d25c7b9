package io.phalanx.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A process beyond doubt: its pid and when it started, since pids are used again.
///
/// @param pid process id
/// @param start on Linux the start time in clock ticks since boot, which no adjustment of the clock
///   moves; elsewhere ms since 1970; 0 where the process is gone or nothing is known
public record ProcessIdentity(long pid, long start) {
  private static final int STAT_STATE = 0;
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

  private static long startOf(long pid) {
    Path stat = Path.of("/proc", String.valueOf(pid), "stat");
    try {
      String text = Files.readString(stat);
      // The command in parentheses may hold spaces: fields are counted behind its last parenthesis.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[STAT_STATE].equals("Z") || fields[STAT_STATE].equals("X");
      return ended ? 0 : Long.parseLong(fields[STAT_START]);
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
