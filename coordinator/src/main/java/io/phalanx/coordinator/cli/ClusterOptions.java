package io.phalanx.coordinator.cli;

import io.phalanx.shared.config.ClusterSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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

  /// The number of workers that was asked for; null if none was.
  @Nullable Integer workers() {
    return workers;
  }

  /// How long a worker may be silent, as was asked for; null if it was not.
  @Nullable Long livenessTimeoutMs() {
    return livenessTimeoutMs;
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
    return words;
  }
}
