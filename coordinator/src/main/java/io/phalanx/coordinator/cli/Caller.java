package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterStoppingException;
import io.phalanx.coordinator.call.ServedCaller;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who a command is run for: the user of this process, or a caller that a running cluster serves.
///
/// Commands ask [#here] instead of the process for what belongs to whoever typed them.
final class Caller {
  private static final ScopedValue<Caller> SERVED = ScopedValue.newInstance();
  private static final Caller PROCESS = new Caller(null, null, System.err);

  private final @Nullable ServedCaller served;
  private final @Nullable ClusterDirectory cluster;
  private final PrintStream err;
  private boolean sentAway;

  private Caller(
      @Nullable ServedCaller served, @Nullable ClusterDirectory cluster, PrintStream err) {
    this.served = served;
    this.cluster = cluster;
    this.err = err;
  }

  /// A caller that the cluster of this process serves.
  static Caller served(ServedCaller caller, ClusterDirectory cluster) {
    return new Caller(caller, cluster, new PrintStream(caller.err(), true));
  }

  /// Who the command on this thread is run for.
  static Caller here() {
    return SERVED.isBound() ? SERVED.get() : PROCESS;
  }

  /// Runs something for this caller.
  void run(Runnable command) {
    ScopedValue.where(SERVED, this).run(command);
  }

  /// Where it reads complaints and progress.
  PrintStream err() {
    return err;
  }

  /// A path as it means it.
  Path absolute(Path path) {
    Path folder = served == null ? Path.of("") : Path.of(served.folder());
    return folder.resolve(path).toAbsolutePath().normalize();
  }

  /// The cluster directory that it means.
  ///
  /// @param named on its command line; null where none is
  /// @throws ClusterStoppingException if that is not the one that serves it
  ClusterDirectory directory(@Nullable Path named) {
    Path meant;
    if (named != null) {
      meant = named;
    } else if (served != null) {
      meant = Path.of(served.directory());
    } else {
      String variable = System.getenv("PHALANX_DIR");
      meant =
          variable != null && !variable.isEmpty()
              ? Path.of(variable)
              : Path.of(System.getProperty("user.home"), ".phalanx", "default");
    }
    ClusterDirectory directory = new ClusterDirectory(absolute(meant));
    if (cluster != null && !cluster.equals(directory)) {
      throw sendAway();
    }
    return directory;
  }

  /// The cluster that serves it; null where none does.
  @Nullable ClusterDirectory cluster() {
    return cluster;
  }

  /// How long it wants a cluster to be kept where its command line does not say; empty for not.
  String keepAlive() {
    String variable =
        served == null ? System.getenv("PHALANX_KEEP_ALIVE") : served.keepAlive();
    return variable == null ? "" : variable;
  }

  /// When its user began to wait, as text in ms since 1970; empty where nobody knows.
  String began() {
    return served == null
        ? System.getProperty("phalanx.began", "")
        : served.beganMs() == 0 ? "" : String.valueOf(served.beganMs());
  }

  /// Shows progress to it.
  ProgressLine progress(String label) {
    return served == null
        ? ProgressLine.onStderr(label)
        : new ProgressLine(label, err, served.isTerminal());
  }

  /// True once nobody waits for the command any more.
  boolean isGone() {
    return served != null && served.isGone();
  }

  /// Leaves the command to the caller's own process.
  ///
  /// @return to be thrown
  ClusterStoppingException sendAway() {
    sentAway = true;
    return new ClusterStoppingException("the caller runs the command itself");
  }

  /// True if the command was left to the caller's own process.
  boolean isSentAway() {
    return sentAway;
  }
}
