package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.shared.config.ClusterSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The settings of a cluster that a command starts.
final class ClusterOptions {
  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes of a cluster that is started for it (default: one per core).")
  private @Nullable Integer workers;

  @Option(
      names = "--liveness-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long a worker may show no sign of life before it is killed and replaced, such as 5s"
              + " (default: 30s).")
  private @Nullable Long livenessTimeoutMs;

  @Option(
      names = "--keep-alive",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Leave a cluster that is started for it in the background for the next run, until none"
              + " has come for this long, such as 10m (default: $PHALANX_KEEP_ALIVE, else not).")
  private @Nullable Long keepMs;

  /// How long a cluster stays after its last job, in ms; 0 where it does not.
  ///
  /// @throws IllegalArgumentException if PHALANX_KEEP_ALIVE is no time
  long keepMs() {
    if (keepMs != null) {
      return keepMs;
    }
    String variable = Caller.here().keepAlive();
    try {
      return variable.isEmpty() ? 0 : new DurationConverter().convert(variable);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(
          "PHALANX_KEEP_ALIVE: " + e.getMessage() + "; set another, or unset it", e);
    }
  }

  /// What else is wanted of the cluster that a command uses.
  JobSession.Wishes wishes() {
    PrintStream err = Caller.here().err();
    return new JobSession.Wishes(workers, keepMs(), note -> err.println("phalanx: " + note));
  }

  /// The number of workers that was asked for; null if none was.
  @Nullable Integer workers() {
    return workers;
  }

  ClusterSettings settings() {
    ClusterSettings settings = ClusterSettings.defaults();
    if (workers != null) {
      settings = settings.withWorkers(workers);
    }
    return livenessTimeoutMs == null ? settings : settings.withLivenessTimeoutMs(livenessTimeoutMs);
  }

  /// The options again, for a process that is to have the same settings.
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (workers != null) {
      words.add("--workers=" + workers);
    }
    if (livenessTimeoutMs != null) {
      words.add("--liveness-timeout=" + livenessTimeoutMs + "ms");
    }
    if (keepMs != null) {
      words.add("--keep-alive=" + keepMs + "ms");
    }
    return words;
  }
}
