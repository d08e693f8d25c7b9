package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a cluster that a command starts is left for the next one.
final class KeepOptions {
  @Option(
      names = "--keep-alive",
      paramLabel = "TIME",
      description =
          "Leave a cluster that is started for it in the background for the next run, until none"
              + " has come for this long, such as 10m (default for run and demo:"
              + " $PHALANX_KEEP_ALIVE, else keep-alive of phalanx.properties, else not).")
  private @Nullable String keepAlive;

  /// Adds what the command line says of it.
  void say(Map<Setting, String> said) {
    ClusterOptions.say(said, Setting.KEEP_ALIVE, keepAlive);
  }

  /// What a command that runs jobs wants of the cluster it finds or starts.
  static JobSession.Wishes wishes(Configuration configuration) {
    PrintStream err = Caller.here().err();
    return new JobSession.Wishes(
        configuration.saidOfCluster(),
        configuration.number(Setting.KEEP_ALIVE),
        note -> err.println("phalanx: " + note));
  }
}
