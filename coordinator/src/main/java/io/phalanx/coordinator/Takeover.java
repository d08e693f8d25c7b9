package io.phalanx.coordinator;

import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears a directory whose owner is gone, before a new owner uses it.
///
/// Workers leave by themselves once their coordinator is gone, but one that was stopped (SIGSTOP)
/// cannot: those that are still there are killed, and reaped by the system, before any file that
/// they could write to is touched.
final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final long KILL_WAIT_MS = 5_000;

  private final ClusterDirectory directory;

  Takeover(ClusterDirectory directory) {
    this.directory = directory;
  }

  /// Removes what the dead owner left, but for its jobs and logs.
  void clear() {
    killWorkers();
    try {
      Files.deleteIfExists(directory.mark());
      Files.deleteIfExists(directory.keepAlive());
      ScratchFolder.delete(directory.calls());
      Files.deleteIfExists(directory.counters());
      ScratchFolder.removeStale(directory);
      Folders.delete(directory.spare());
      OwnerOnly.createDirectories(directory.spare());
      try (Stream<Path> queues = Files.list(directory.bus())) {
        queues.forEach(MessageQueue::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot clear the cluster directory: directory=" + directory.root() + ", cause=" + e, e);
    }
  }

  /// Finds them in the list of processes rather than in the counters: those may be torn, and a
  /// worker that had just been started is not in them.
  private void killWorkers() {
    ProcessHandle.allProcesses().filter(this::isWorkerHere).forEach(Takeover::kill);
  }

  private boolean isWorkerHere(ProcessHandle process) {
    List<String> words = List.of(process.info().arguments().orElse(new String[0]));
    int main = words.indexOf(Distribution.WORKER_MAIN);
    return main >= 0
        && main + 1 < words.size()
        && words.get(main + 1).equals(directory.root().toString());
  }

  private static void kill(ProcessHandle worker) {
    LOG.warn("killing a dead owner's worker: pid={}", worker.pid());
    worker.destroyForcibly();
    try {
      worker.onExit().get(KILL_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "a dead owner's worker cannot be killed: pid=" + worker.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
