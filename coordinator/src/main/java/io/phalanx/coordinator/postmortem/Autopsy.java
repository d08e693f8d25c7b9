package io.phalanx.coordinator.postmortem;

import io.phalanx.coordinator.logs.LogReader;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out why a worker ended.
public final class Autopsy {
  private static final int LOG_LINES = 20;

  /// With this the JVM ends at `-XX:+ExitOnOutOfMemoryError`.
  private static final int EXIT_OUT_OF_HEAP = 3;

  private static final int SIGNAL_KILL = 128 + 9;
  private static final Path VM_STATISTICS = Path.of("/proc/vmstat");
  private static final String KILLS = "oom_kill ";

  private final ClusterDirectory directory;
  private final int workerHeapMib;
  private long kernelKills = kernelKills();

  /// @param workerHeapMib Java heap of a worker in MiB
  public Autopsy(ClusterDirectory directory, int workerHeapMib) {
    this.directory = directory;
    this.workerHeapMib = workerHeapMib;
  }

  /// Why a worker ended; null where nothing tells.
  public @Nullable String cause(int workerId, long pid, int exitCode) {
    long kills = kernelKills();
    boolean killedByKernel = exitCode == SIGNAL_KILL && kills > kernelKills;
    kernelKills = kills;
    if (killedByKernel) {
      return "the kernel's OOM killer, by /proc/vmstat: memory of the host or its cgroup was full;"
          + " use fewer workers or a smaller worker-heap";
    }
    if (exitCode == EXIT_OUT_OF_HEAP
        && tail(directory.out("worker-" + workerId)).stream()
            .anyMatch(line -> line.contains("OutOfMemoryError"))) {
      return "the Java heap was full: worker-heap=" + workerHeapMib + "MiB";
    }
    return crashFile(workerId, pid) == null ? null : "the JVM crashed";
  }

  /// The last lines of a worker's log.
  public List<String> lastLines(int workerId) {
    return tail(directory.log("worker-" + workerId));
  }

  /// Path of the JVM's crash report; null if it left none.
  public @Nullable String crashFile(int workerId, long pid) {
    Path file = crashFile(directory, workerId, String.valueOf(pid));
    return Files.exists(file) ? file.toString() : null;
  }

  /// Where a worker's JVM leaves its crash report.
  ///
  /// @param pid the process id, or `%p` for the JVM to fill in
  public static Path crashFile(ClusterDirectory directory, int workerId, String pid) {
    return directory.logs().resolve("worker-" + workerId + ".crash-" + pid + ".txt");
  }

  private static List<String> tail(Path log) {
    try (LogReader reader = new LogReader(log)) {
      return reader.last(LOG_LINES);
    } catch (UncheckedIOException e) {
      return List.of();
    }
  }

  /// How many processes the kernel has killed for want of memory since the host started.
  private static long kernelKills() {
    try {
      return Files.readAllLines(VM_STATISTICS).stream()
          .filter(line -> line.startsWith(KILLS))
          .mapToLong(line -> Long.parseLong(line.substring(KILLS.length()).trim()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // no Linux
    }
  }
}
