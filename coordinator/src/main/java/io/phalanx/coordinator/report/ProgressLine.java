package io.phalanx.coordinator.report;

import io.phalanx.coordinator.api.JobProgress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Progress of a job on stderr: a live bar on a terminal, elsewhere a line every few seconds.
public final class ProgressLine {
  private static final int BAR_WIDTH = 24;
  private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream out;
  private final boolean terminal;
  private final String label;
  private long lineDueNs = LINE_INTERVAL_NS;
  private boolean drawn;

  /// @param label what is running
  /// @param out where to
  /// @param terminal whether that is a terminal
  public ProgressLine(String label, PrintStream out, boolean terminal) {
    this.label = label;
    this.out = out;
    this.terminal = terminal;
  }

  /// A line on this process's stderr.
  public static ProgressLine onStderr(String label) {
    return new ProgressLine(label, System.err, isTerminal(2));
  }

  /// True if a file descriptor of this process is a terminal.
  public static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }

  /// Shows how far the job is.
  public void show(JobProgress progress) {
    if (terminal) {
      out.print("\r" + bar(progress) + " " + figures(progress) + "\u001b[K");
      out.flush();
      drawn = true;
    } else if (progress.elapsedNs() >= lineDueNs) {
      lineDueNs = progress.elapsedNs() + LINE_INTERVAL_NS;
      out.println(label + ": " + figures(progress));
    }
  }

  /// Wipes the bar.
  public void clear() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private String bar(JobProgress progress) {
    int filled = (int) Math.round(progress.fraction() * BAR_WIDTH);
    return label + " [" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "]";
  }

  private static String figures(JobProgress progress) {
    double seconds = progress.elapsedNs() / 1e9;
    if (progress.tilesDone() == 0) {
      return String.format(
          Locale.ROOT, "%s, %.1f s", progress.state().name().toLowerCase(Locale.ROOT), seconds);
    }
    double fraction = progress.fraction();
    return String.format(
        Locale.ROOT,
        "%3.0f%%  %s  ETA %.0f s  workers %d/%d",
        fraction * 100,
        ByteCount.rate(seconds == 0 ? 0 : progress.bytes() / seconds),
        seconds * (1 - fraction) / fraction,
        progress.workersBusy(),
        progress.workers());
  }
}
