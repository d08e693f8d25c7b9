package io.phalanx.coordinator.report;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.KeepAlive;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One look at a running cluster, from its files alone: nobody is asked.
///
/// @param directory the cluster
/// @param owner its coordinator
/// @param keepAlive how long it stays; null for a cluster that is not kept for the next run
/// @param workers its workers, by id
/// @param jobs its jobs that wait or run, and those that were cut off
/// @param failures the workers lost last, youngest first
public record ClusterStatus(
    ClusterDirectory directory,
    OwnerMark owner,
    @Nullable KeepAlive keepAlive,
    List<Worker> workers,
    List<Job> jobs,
    List<LostWorker> failures) {
  private static final int FAILURES_MAX = 10;

  /// One worker.
  ///
  /// @param job the job it works on; null if none
  /// @param busyRatio share of its life spent on tiles
  /// @param restarts how often it was replaced
  public record Worker(
      int id,
      long pid,
      int incarnation,
      WorkerState state,
      @Nullable String job,
      long tilesDone,
      long bytesDone,
      double busyRatio,
      long heartbeatAgeMs,
      int restarts) {}

  /// One job that waits or runs.
  public record Job(JobRecord record, long tilesDone) {}

  /// Looks at the cluster of a directory; empty where none runs.
  public static Optional<ClusterStatus> look(ClusterDirectory directory) {
    Optional<OwnerMark> owner = OwnerMark.ofLive(directory);
    return owner.map(mark -> {
      List<Job> jobs = unfinished(new JobStore(directory));
      String running =
          jobs.stream()
              .map(Job::record)
              .filter(job -> job.state() == JobState.RUNNING)
              .map(JobRecord::job)
              .findFirst()
              .orElse(null);
      List<LostWorker> failures = new LostWorkers(directory).recent(FAILURES_MAX);
      return new ClusterStatus(
          directory, mark, keepAlive(directory), workers(directory, running), jobs, failures);
    });
  }

  /// The cores that its workers are bound to.
  public Bindings bindings() {
    return Bindings.read(directory);
  }

  private static @Nullable KeepAlive keepAlive(ClusterDirectory directory) {
    return KeepAlive.read(directory.keepAlive()).orElse(null);
  }

  private static List<Worker> workers(ClusterDirectory directory, @Nullable String running) {
    List<Worker> workers = new ArrayList<>();
    ClusterSettings settings = ClusterSettings.read(directory.settings());
    long nowMs = System.currentTimeMillis();
    try (CounterFile counters = CounterFile.look(directory.counters())) {
      for (int id = 0; id < settings.workers(); id++) {
        workers.add(worker(id, counters.worker(id), running, nowMs));
      }
    }
    return workers;
  }

  private static Worker worker(
      int id, WorkerCounters counters, @Nullable String running, long nowMs) {
    double busy = counters.get(WorkerCounter.BUSY_NS);
    double life = busy + counters.get(WorkerCounter.IDLE_NS);
    int incarnation = (int) counters.get(WorkerCounter.INCARNATION);
    long heartbeatMs = counters.get(WorkerCounter.HEARTBEAT_MS);
    return new Worker(
        id,
        counters.get(WorkerCounter.PID),
        incarnation,
        counters.state(),
        counters.state() == WorkerState.BUSY ? running : null,
        counters.get(WorkerCounter.TILES),
        counters.get(WorkerCounter.BYTES),
        life == 0 ? 0 : busy / life,
        heartbeatMs == 0 ? -1 : nowMs - heartbeatMs,
        Math.max(0, incarnation - 1));
  }

  private static List<Job> unfinished(JobStore store) {
    return store.list().stream()
        .filter(job -> !job.state().isEnded())
        .map(job -> new Job(job, store.files(job.job()).tilesDone(job.counts().phases())))
        .toList();
  }
}
