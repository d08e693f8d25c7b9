package io.phalanx.coordinator.report.download;

import io.phalanx.coordinator.download.DownloadProgress;
import io.phalanx.coordinator.download.DownloadProgress.Underway;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.ProgressLine;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Progress of downloads on stderr, in total and of each that is underway: a live line on a
/// terminal, elsewhere a line for each of them every few seconds.
public final class DownloadProgressLine {
  private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private long lineDueNs = LINE_INTERVAL_NS;
  private boolean drawn;

  /// @param out where to
  /// @param terminal whether that is a terminal
  public DownloadProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// A line on this process's stderr.
  public static DownloadProgressLine onStderr() {
    return new DownloadProgressLine(System.err, ProgressLine.isTerminal(2));
  }

  /// Shows how far all is.
  ///
  /// @param ended how many are at their end
  /// @param all how many there are
  public void show(DownloadProgress progress, int ended, int all, long elapsedNs) {
    if (terminal) {
      String line = total(progress, ended, all, elapsedNs);
      for (Underway one : progress.underway()) {
        line += "  " + of(one);
      }
      String shown = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
      out.print("\r" + shown + "\u001b[K");
      out.flush();
      drawn = true;
    } else if (elapsedNs >= lineDueNs) {
      lineDueNs = elapsedNs + LINE_INTERVAL_NS;
      out.println("download: " + total(progress, ended, all, elapsedNs));
      progress.underway().forEach(one -> out.println("  " + of(one)));
    }
  }

  /// Prints a line that stays.
  public void say(String line) {
    clear();
    out.println(line);
  }

  /// Wipes the live line.
  public void clear() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
      drawn = false;
    }
  }

  private static String total(DownloadProgress progress, int ended, int all, long elapsedNs) {
    double perSecond = elapsedNs <= 0 ? 0 : progress.bytes() / (elapsedNs / 1e9);
    return String.format(
        Locale.ROOT,
        "%d/%d files  %s  %s/s",
        ended,
        all,
        ByteCount.of(progress.bytes()),
        ByteCount.of((long) perSecond));
  }

  private static String of(Underway one) {
    String path = one.address().uri().getPath();
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "?");
    String much =
        one.expected() > 0
            ? 100 * one.received() / one.expected() + "%"
            : ByteCount.of(one.received());
    String again = one.failures() == 0 ? "" : " (attempt " + (one.failures() + 1) + ")";
    return (name.isEmpty() ? one.address().uri().getHost() : name) + " " + much + again;
  }
}
