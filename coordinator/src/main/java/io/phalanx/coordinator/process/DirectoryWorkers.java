package io.phalanx.coordinator.process;

import io.phalanx.shared.config.ClusterDirectory;
import java.util.List;

/// The worker processes of a cluster directory, those of a dead coordinator too.
public final class DirectoryWorkers {
  private DirectoryWorkers() {}

  /// Those that are there. They are looked for in the list of processes rather than in the
  /// counters: those may be torn, and a worker that had just been started is not in them.
  public static List<ProcessHandle> alive(ClusterDirectory directory) {
    return ProcessHandle.allProcesses().filter(process -> isWorker(process, directory)).toList();
  }

  private static boolean isWorker(ProcessHandle process, ClusterDirectory directory) {
    List<String> words = List.of(process.info().arguments().orElse(new String[0]));
    int main = words.indexOf(Distribution.WORKER_MAIN);
    return main >= 0
        && main + 1 < words.size()
        && words.get(main + 1).equals(directory.root().toString());
  }
}
