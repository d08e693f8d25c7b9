package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Setting;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The settings of a cluster that a command starts, as its command line says them.
final class ClusterOptions {
  @ArgGroup(
      exclusive = false,
      validate = false,
      heading =
          "%nSettings of a cluster that is started; what is not said here is taken from PHALANX_..."
              + " variables, then from phalanx.properties in its directory (see phalanx config):%n")
  private Flags flags = new Flags();

  /// As texts, which are read where those of environment and file are.
  private static final class Flags {
    @Option(
        names = "--workers",
        paramLabel = "N",
        description = "Worker processes (default: one per core).")
    private @Nullable String workers;

    @Option(
        names = "--worker-heap",
        paramLabel = "SIZE",
        description = "Java heap of each worker, such as 512MiB (default: 256MiB).")
    private @Nullable String workerHeap;

    @Option(
        names = "--worker-threads",
        paramLabel = "N",
        description = "Threads that compute at once inside a worker (default: 1).")
    private @Nullable String workerThreads;

    @Option(
        names = "--worker-nice",
        paramLabel = "N",
        description = "How much nicer workers are to other processes, 0 to 19 (default: 0).")
    private @Nullable String workerNice;

    @Option(
        names = "--pin",
        arity = "0..1",
        fallbackValue = "true",
        paramLabel = "true|false",
        description = "Bind each worker to a core, and say which; Linux only (default: false).")
    private @Nullable String pin;

    @Option(
        names = "--heartbeat",
        paramLabel = "TIME",
        description = "How often a worker shows that it lives (default: 100ms).")
    private @Nullable String heartbeat;

    @Option(
        names = "--liveness-timeout",
        paramLabel = "TIME",
        description =
            "How long a worker may show no sign of life before it is killed and replaced, such as"
                + " 5s (default: 30s).")
    private @Nullable String livenessTimeout;

    @Option(
        names = "--start-timeout",
        paramLabel = "TIME",
        description = "How long a worker may take from start to ready (default: 1m).")
    private @Nullable String startTimeout;

    @Option(
        names = "--log-bytes",
        paramLabel = "SIZE",
        description = "Size at which a log file is rotated (default: 8MiB).")
    private @Nullable String logBytes;

    @Option(
        names = "--message-depth",
        paramLabel = "N",
        description =
            "How many messages of the bus may wait for a worker, and 16 times as many for a"
                + " subscriber, before senders wait (default: 1000).")
    private @Nullable String messageDepth;
  }

  /// What the command line says of them.
  Map<Setting, String> said() {
    Map<Setting, String> said = new EnumMap<>(Setting.class);
    say(said, Setting.WORKERS, flags.workers);
    say(said, Setting.WORKER_HEAP, flags.workerHeap);
    say(said, Setting.WORKER_THREADS, flags.workerThreads);
    say(said, Setting.WORKER_NICE, flags.workerNice);
    say(said, Setting.PIN, flags.pin);
    say(said, Setting.HEARTBEAT, flags.heartbeat);
    say(said, Setting.LIVENESS_TIMEOUT, flags.livenessTimeout);
    say(said, Setting.START_TIMEOUT, flags.startTimeout);
    say(said, Setting.LOG_BYTES, flags.logBytes);
    say(said, Setting.MESSAGE_DEPTH, flags.messageDepth);
    return said;
  }

  static void say(Map<Setting, String> said, Setting setting, @Nullable String text) {
    if (text != null) {
      said.put(setting, text);
    }
  }
}
