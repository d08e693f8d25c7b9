package io.phalanx.coordinator.api;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.Tenure;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.lifecycle.ShutdownHook;
import io.phalanx.shared.protocol.JobRequest;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A cluster that lives inside this program: its coordinator is a thread here, its workers are
/// processes.
///
/// ```java
/// try (Cluster cluster = Cluster.launch(directory, settings, distribution)) {
///   JobRecord job = cluster.run(request, progress -> {});
/// }
/// ```
///
/// One thread uses it. If the program is told to end (SIGTERM, Ctrl-C), the cluster is stopped in
/// order first.
public final class Cluster implements AutoCloseable {
  /// How long a cluster may take to stop when the program is told to end.
  private static final long SIGNAL_STOP_MS = 10_000;

  /// How long a job of somebody else may hold up the end of this program.
  private static final long OTHERS_JOBS_MS = Long.MAX_VALUE;

  /// How long a coordinator that failed may take to say why.
  private static final long FAILURE_WAIT_MS = 10_000;

  private final Coordinator coordinator;
  private final ClusterClient client;
  private final ShutdownHook hook;

  private Cluster(Coordinator coordinator, ClusterClient client, ShutdownHook hook) {
    this.coordinator = coordinator;
    this.client = client;
    this.hook = hook;
  }

  /// Starts a cluster in a directory; returns once it takes jobs, while its workers still start.
  /// Unfinished jobs of the directory are left for whoever resumes them.
  ///
  /// @throws PhalanxException if a cluster runs there already
  public static Cluster launch(
      ClusterDirectory directory, ClusterSettings settings, Distribution distribution) {
    return launch(directory, settings, distribution, job -> false);
  }

  /// The same, and goes on with unfinished jobs.
  ///
  /// @param goesOn says with which
  public static Cluster launch(
      ClusterDirectory directory,
      ClusterSettings settings,
      Distribution distribution,
      Predicate<JobRecord> goesOn) {
    return connected(
        directory,
        Coordinator.launch(directory, settings, distribution, Tenure.OF_COMMAND, goesOn));
  }

  /// Starts one of several clusters of this program that work in turn, and may be bound to the same
  /// cores.
  public static Cluster launchInTurns(
      ClusterDirectory directory, ClusterSettings settings, Distribution distribution) {
    return connected(
        directory,
        Coordinator.launch(directory, settings, distribution, Tenure.IN_TURNS, job -> false));
  }

  private static Cluster connected(ClusterDirectory directory, Coordinator coordinator) {
    ShutdownHook hook = stopOnSignal(coordinator, () -> {});
    ClusterClient client =
        ClusterClient.connect(directory)
            .orElseThrow(() ->
                new PhalanxException(
                    Category.FATAL, "the cluster ended at once: see " + directory.logs()));
    return new Cluster(coordinator, client, hook);
  }

  /// Stops a coordinator in order when the program is told to end.
  ///
  /// @param then what is done once it has stopped
  public static ShutdownHook stopOnSignal(Coordinator coordinator, Runnable then) {
    ShutdownHook hook =
        new ShutdownHook(
            "stop-on-signal",
            () -> {
              coordinator.requestStop(0);
              coordinator.awaitEnd(SIGNAL_STOP_MS);
              then.run();
            });
    hook.register();
    return hook;
  }

  /// The connection to it.
  public ClusterClient client() {
    return client;
  }

  /// Throws what the coordinator failed with, if it did.
  void rethrowFailure() {
    coordinator.awaitStopped(FAILURE_WAIT_MS);
  }

  /// Submits a job and waits for its end.
  public JobRecord run(JobRequest request, Consumer<JobProgress> progress) {
    return client.await(client.submit(request), progress);
  }

  /// Stops the cluster once every job has ended.
  @Override
  public void close() {
    client.close();
    coordinator.requestStop(OTHERS_JOBS_MS);
    coordinator.awaitStopped(Long.MAX_VALUE);
    hook.close();
  }
}
