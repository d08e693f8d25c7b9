package io.phalanx.coordinator.process;

import io.phalanx.coordinator.placement.Affinity;
import io.phalanx.coordinator.placement.Pinning;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts worker processes and hands out their ends.
///
/// The coordinator's thread starts workers; their ends arrive on threads of commons-exec and wait
/// in a queue until [#pollExit].
public final class WorkerLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLauncher.class);

  private final Distribution distribution;
  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final Pinning pinning;
  private final Runnable exited;
  private final ConcurrentLinkedQueue<WorkerExit> exits = new ConcurrentLinkedQueue<>();

  /// A launcher for one cluster.
  ///
  /// @param pinning which worker is bound to which core
  /// @param exited called by any thread when there is something to [poll][#pollExit]
  public WorkerLauncher(
      Distribution distribution,
      ClusterDirectory directory,
      ClusterSettings settings,
      Pinning pinning,
      Runnable exited) {
    this.distribution = distribution;
    this.directory = directory;
    this.settings = settings;
    this.pinning = pinning;
    this.exited = exited;
  }

  /// Starts a worker process.
  ///
  /// @throws PhalanxException if the operating system refuses
  public WorkerProcess launch(int workerId, int incarnation) {
    List<String> words = distribution.workerCommand(directory, settings, workerId);
    CommandLine command = new CommandLine(words.getFirst());
    words.stream().skip(1).forEach(word -> command.addArgument(word, false));
    command.addArgument(String.valueOf(incarnation), false);
    WorkerStreams streams = new WorkerStreams(directory.out("worker-" + workerId));
    ProcessKeeper executor = new ProcessKeeper(streams, pinning.core(workerId));
    try {
      executor.execute(command, new ExitReporter(workerId, incarnation));
      return new WorkerProcess(workerId, incarnation, executor.awaitLaunched());
    } catch (IOException e) {
      throw new PhalanxException(
          Category.FATAL,
          "cannot start a worker: workerId="
              + workerId
              + ", command="
              + words.getFirst()
              + ", cause="
              + e.getMessage()
              + "; check ulimit -u, memory, and that this java exists",
          e);
    }
  }

  /// Gives back what a worker has that is not started again.
  public void release(int workerId) {
    pinning.release(workerId);
  }

  /// The next process that has ended; null if there is none.
  public @Nullable WorkerExit pollExit() {
    return exits.poll();
  }

  /// Keeps the process that commons-exec would hide.
  private static final class ProcessKeeper extends DefaultExecutor {
    private final CompletableFuture<Process> launched = new CompletableFuture<>();
    private final OptionalInt core;

    @SuppressWarnings("deprecation") // the builder makes no subclass
    ProcessKeeper(WorkerStreams streams, OptionalInt core) {
      this.core = core;
      setStreamHandler(streams);
      setExitValues(null);
    }

    /// On a thread of commons-exec.
    @Override
    protected Process launch(CommandLine command, Map<String, String> env, @Nullable Path folder)
        throws IOException {
      try (Affinity _ = bound()) {
        Process process = super.launch(command, env, folder);
        launched.complete(process);
        return process;
      } catch (IOException | RuntimeException e) {
        launched.completeExceptionally(e);
        throw e;
      }
    }

    private @Nullable Affinity bound() {
      try {
        return core.isPresent() ? Affinity.bind(core.getAsInt()) : null;
      } catch (IllegalStateException e) {
        LOG.warn("a worker is started without its core: cause={}", e.getMessage());
        return null;
      }
    }

    Process awaitLaunched() throws IOException {
      try {
        return launched.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
  }

  /// Puts the end of a process into the queue.
  private final class ExitReporter extends DefaultExecuteResultHandler {
    private final int workerId;
    private final int incarnation;

    ExitReporter(int workerId, int incarnation) {
      this.workerId = workerId;
      this.incarnation = incarnation;
    }

    @Override
    public void onProcessComplete(int exitValue) {
      super.onProcessComplete(exitValue);
      report(exitValue);
    }

    @Override
    public void onProcessFailed(ExecuteException e) {
      super.onProcessFailed(e);
      report(e.getExitValue());
    }

    private void report(int exitValue) {
      exits.add(new WorkerExit(workerId, incarnation, exitValue));
      exited.run();
    }
  }
}
