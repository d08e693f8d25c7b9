package io.phalanx.coordinator;

import io.phalanx.coordinator.process.DirectoryWorkers;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    DirectoryWorkers.alive(directory).forEach(Takeover::kill);
    try {
      Files.deleteIfExists(directory.mark());
      Files.deleteIfExists(directory.keepAlive());
      Files.deleteIfExists(directory.bindings());
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
