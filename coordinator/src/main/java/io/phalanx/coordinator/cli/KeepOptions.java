package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Whether a cluster that a command starts is left for the next one.
final class KeepOptions {
  @Option(
      names = "--keep-alive",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Leave a cluster that is started for it in the background for the next run, until none"
              + " has come for this long, such as 10m (default for run and demo:"
              + " $PHALANX_KEEP_ALIVE, else not).")
  private @Nullable Long keepMs;

  /// How long it stays after its last job, in ms, as the command line says; 0 where it does not.
  long named() {
    return keepMs == null ? 0 : keepMs;
  }

  /// The same, or as the environment says.
  ///
  /// @throws IllegalArgumentException if PHALANX_KEEP_ALIVE is no time
  private long wanted() {
    String variable = Caller.here().keepAlive();
    if (keepMs != null || variable.isEmpty()) {
      return named();
    }
    try {
      return new DurationConverter().convert(variable);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(
          "PHALANX_KEEP_ALIVE: " + e.getMessage() + "; set another, or unset it", e);
    }
  }

  /// What a command that runs jobs wants of the cluster it finds or starts.
  JobSession.Wishes wishes(ClusterOptions cluster) {
    PrintStream err = Caller.here().err();
    return new JobSession.Wishes(
        cluster.workers(),
        cluster.livenessTimeoutMs(),
        wanted(),
        note -> err.println("phalanx: " + note));
  }
}
