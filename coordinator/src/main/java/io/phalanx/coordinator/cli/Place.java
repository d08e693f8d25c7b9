package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.api.ClusterConnection;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.api.bus.MessageBus;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the cluster is that a command is about: `--dir`, else PHALANX_DIR, else the user's
/// default.
final class Place {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The cluster's directory (default: $PHALANX_DIR, else ~/.phalanx/default).")
  private @Nullable Path dir;

  ClusterDirectory directory() {
    return Caller.here().directory(dir);
  }

  /// The settings that a command there goes by.
  ///
  /// @param said what its command line says
  /// @throws IllegalArgumentException if anything that is said anywhere is not allowed
  Configuration configuration(Map<Setting, String> said) {
    return Configuration.of(directory(), said, Caller.here()::environment);
  }

  /// Says what a cluster that is about to be started there has from the directory's file.
  void announce(Configuration configuration) {
    String fromFile = configuration.fromFile();
    if (fromFile != null && OwnerMark.ofLive(directory()).isEmpty()) {
      Caller.here().err().println("phalanx: " + fromFile);
    }
  }

  /// The connection to the cluster that runs there.
  ///
  /// @throws PhalanxException if none does
  ClusterClient connect() {
    return ClusterClient.connect(directory()).orElseThrow(this::noCluster);
  }

  /// The connection to its tasks.
  ///
  /// @throws PhalanxException if no cluster runs there
  ClusterTasks connectToTasks() {
    return ClusterTasks.connect(directory()).orElseThrow(this::noCluster);
  }

  /// The connection to its message bus.
  ///
  /// @throws PhalanxException if no cluster runs there
  MessageBus connectToBus() {
    return MessageBus.connect(directory()).orElseThrow(this::noCluster);
  }

  /// The connection to its coordinator.
  ///
  /// @throws PhalanxException if no cluster runs there
  ClusterConnection connection() {
    return ClusterConnection.open(directory()).orElseThrow(this::noCluster);
  }

  private PhalanxException noCluster() {
    return new PhalanxException(
        Category.JOB,
        "no cluster is running: directory="
            + directory().root()
            + "; start one with phalanx start --detach");
  }

  /// The installed program.
  static Distribution distribution() {
    String home = System.getProperty("phalanx.home");
    if (home == null) {
      throw new IllegalStateException("phalanx.home is not set; start through the phalanx script");
    }
    Distribution installed = Distribution.at(Path.of(home));
    String caches = System.getProperty("phalanx.caches");
    if (caches != null) {
      installed = installed.withCaches(Path.of(caches));
    }
    String record = System.getProperty("phalanx.aot.record");
    return record == null ? installed : installed.recording(record);
  }
}
