package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterStoppingException;
import io.phalanx.coordinator.call.ServedCaller;
import io.phalanx.coordinator.config.Variable;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.matrix.SharedBlock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    return new Caller(caller, cluster, new PrintStream(caller.err(), true, StandardCharsets.UTF_8));
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

  /// A path that it has named, as this process names it.
  Path resolved(Path path) {
    return served == null ? path : Path.of(served.call().folder()).resolve(path);
  }

  /// The same, as everybody names it.
  Path absolute(Path path) {
    return resolved(path).toAbsolutePath().normalize();
  }

  /// The same of a matrix; a block of shared memory is called the same everywhere.
  Path matrix(Path path) {
    return SharedBlock.isName(path) ? path : absolute(path);
  }

  /// The cluster directory that it means.
  ///
  /// @param named on its command line; null where none is
  /// @throws ClusterStoppingException if that is not the one that serves it
  ClusterDirectory directory(@Nullable Path named) {
    Path meant = named == null ? directoryByDefault() : named;
    if (cluster == null) {
      return new ClusterDirectory(meant);
    }
    if (!isSame(absolute(meant), cluster.root())) {
      throw sendAway();
    }
    return new ClusterDirectory(absolute(meant));
  }

  /// The cluster that serves it; null where none does.
  @Nullable ClusterDirectory cluster() {
    return cluster;
  }

  /// What its environment says of a setting; empty for nothing.
  ///
  /// @param name of the variable
  String environment(String name) {
    return served == null ? variable(name) : served.call().environment().getOrDefault(name, "");
  }

  /// When its user began to wait, as text in ms since 1970; empty where nobody knows.
  String began() {
    return served == null ? System.getProperty("phalanx.began", "") : served.call().began();
  }

  /// Shows progress to it.
  ProgressLine progress(String label) {
    return served == null
        ? ProgressLine.onStderr(label)
        : new ProgressLine(label, err, served.call().terminal());
  }

  /// True once nobody waits for the command any more.
  boolean isGone() {
    return served != null && served.isGone();
  }

  /// Leaves the command to the caller's own process.
  ///
  /// @return to be thrown
  ClusterStoppingException sendAway() {
    leaveToCaller();
    return new ClusterStoppingException("the caller runs the command itself");
  }

  /// Notes that nothing was done, and that the caller's own process is to run the command.
  void leaveToCaller() {
    sentAway = true;
  }

  /// True if the command was left to the caller's own process.
  boolean isSentAway() {
    return sentAway;
  }

  private Path directoryByDefault() {
    if (served != null) {
      return Path.of(served.call().directory());
    }
    String variable = variable(Variable.DIR.variable());
    return variable.isEmpty() ? home().resolve(".phalanx").resolve("default") : Path.of(variable);
  }

  /// The user's home as `HOME` says, which scripts go by, too; where that is none of this user's,
  /// as under a sudo that keeps it, the one that the system knows.
  private static Path home() {
    Path named = Path.of(variable("HOME"));
    return named.isAbsolute() && Files.isWritable(named)
        ? named
        : Path.of(System.getProperty("user.home"));
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.equals(other) || Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // there is no such folder
    }
  }
}
