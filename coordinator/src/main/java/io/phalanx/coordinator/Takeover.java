package io.phalanx.coordinator;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    if (Files.exists(directory.counters())) {
      killWorkers();
    }
    try {
      Files.deleteIfExists(directory.mark());
      Files.deleteIfExists(directory.counters());
      ScratchFolder.removeStale(directory);
      try (Stream<Path> queues = Files.list(directory.bus())) {
        queues.forEach(MessageQueue::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot clear the cluster directory: directory=" + directory.root() + ", cause=" + e, e);
    }
  }

  private void killWorkers() {
    try (CounterFile counters = CounterFile.open(directory.counters())) {
      for (int workerId = 0; workerId < ClusterSettings.WORKERS_MAX; workerId++) {
        WorkerCounters worker = counters.worker(workerId);
        ProcessIdentity process =
            new ProcessIdentity(
                worker.get(WorkerCounter.PID), worker.get(WorkerCounter.PROCESS_START));
        if (process.isAlive()) {
          kill(process, workerId);
        }
      }
    } catch (IllegalStateException e) {
      LOG.warn("counters of the dead owner are unreadable: cause={}", e.getMessage());
    }
  }

  private static void kill(ProcessIdentity process, int workerId) {
    LOG.warn("killing a dead owner's worker: workerId={} pid={}", workerId, process.pid());
    ProcessHandle.of(process.pid())
        .ifPresent(handle -> {
          handle.destroyForcibly();
          try {
            handle.onExit().get(KILL_WAIT_MS, TimeUnit.MILLISECONDS);
          } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(
                "a dead owner's worker cannot be killed: pid=" + process.pid(), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
