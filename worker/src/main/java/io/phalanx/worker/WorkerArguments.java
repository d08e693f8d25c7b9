package io.phalanx.worker;

import io.phalanx.shared.config.ClusterDirectory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the coordinator tells a worker on its command line: directory, worker id, incarnation.
///
/// @param directory the cluster it belongs to
/// @param workerId from 0
/// @param incarnation how often this worker id was started, from 1
/// @param openBlas the library that multiplies matrices; null where the distribution has none
record WorkerArguments(
    ClusterDirectory directory, int workerId, int incarnation, @Nullable Path openBlas) {
  private static final int COUNT = 3;

  static WorkerArguments parse(List<String> arguments, @Nullable String openBlas) {
    if (arguments.size() != COUNT) {
      throw new IllegalArgumentException(
          "a worker is started by its coordinator: wanted=DIRECTORY WORKER INCARNATION, arguments="
              + arguments);
    }
    return new WorkerArguments(
        new ClusterDirectory(Path.of(arguments.get(0))),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        openBlas == null ? null : Path.of(openBlas));
  }

  /// The process's name in logs and tables.
  String name() {
    return "worker-" + workerId;
  }
}
