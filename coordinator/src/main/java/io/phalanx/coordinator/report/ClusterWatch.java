package io.phalanx.coordinator.report;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.KeepAlive;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.protocol.TaskRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at a cluster, again and again, from its files alone: nobody is asked. What cannot change
/// any more, such as jobs that have ended, is read once.
///
/// Belongs to one thread.
public final class ClusterWatch {
  private static final int FAILURES_MAX = 10;

  /// A folder that was changed so long ago will not be changed again with the same time.
  private static final long FOLDER_SETTLES_MS = 2_000;

  private static final Comparator<JobRecord> YOUNGEST_FIRST =
      Comparator.comparingLong((JobRecord job) -> job.times().endedMs()).reversed();

  private final ClusterDirectory directory;
  private final JobStore store;
  private final LostWorkers lostWorkers;
  private final Set<String> ended = new HashSet<>();
  private final List<JobRecord> failed = new ArrayList<>();
  private @Nullable OwnerMark owner;
  private List<LostWorker> lost = List.of();
  private @Nullable FileTime lostAsOf;

  public ClusterWatch(ClusterDirectory directory) {
    this.directory = directory;
    this.store = new JobStore(directory);
    this.lostWorkers = new LostWorkers(directory);
  }

  /// How the cluster is now; empty where none runs.
  public Optional<ClusterStatus> look() {
    Optional<OwnerMark> live = OwnerMark.ofLive(directory);
    return live.map(mark -> {
      forgetWhatWasOfAnother(mark);
      List<Job> jobs = unfinished();
      String running =
          jobs.stream()
              .map(Job::record)
              .filter(job -> job.state() == JobState.RUNNING)
              .map(JobRecord::job)
              .findFirst()
              .orElse(null);
      KeepAlive kept = KeepAlive.read(directory.keepAlive()).orElse(null);
      return new ClusterStatus(
          directory, mark, kept, workers(running), jobs, List.copyOf(failed), lost());
    });
  }

  /// Another coordinator may have counted its jobs anew.
  private void forgetWhatWasOfAnother(OwnerMark mark) {
    if (!mark.equals(owner)) {
      owner = mark;
      ended.clear();
      failed.clear();
      lostAsOf = null;
    }
  }

  private List<Job> unfinished() {
    List<Job> jobs = new ArrayList<>();
    List<String> ids = store.ids();
    ended.retainAll(ids);
    for (String id : ids) {
      if (ended.contains(id)) {
        continue;
      }
      Optional<JobRecord> record = store.readWhole(id);
      if (record.isPresent() && record.get().state().isEnded()) {
        addEnded(record.get());
      } else {
        record.ifPresent(job -> jobs.add(new Job(job, tilesDone(job))));
      }
    }
    return jobs;
  }

  private void addEnded(JobRecord job) {
    ended.add(job.job());
    if (job.state() == JobState.FAILED) {
      failed.add(job);
      failed.sort(YOUNGEST_FIRST);
      if (failed.size() > FAILURES_MAX) {
        failed.removeLast();
      }
    }
  }

  private long tilesDone(JobRecord job) {
    return store.files(job.job()).tilesDone(job.counts().phases());
  }

  private List<LostWorker> lost() {
    FileTime changed = settledAt();
    if (changed == null || !changed.equals(lostAsOf)) {
      lost = lostWorkers.recent(FAILURES_MAX);
    }
    lostAsOf = changed;
    return lost;
  }

  /// When the folder of lost workers was changed last; null if that was just now, or there is none.
  private @Nullable FileTime settledAt() {
    try {
      FileTime changed = Files.getLastModifiedTime(directory.failures());
      long ageMs = System.currentTimeMillis() - changed.toMillis();
      return ageMs > FOLDER_SETTLES_MS ? changed : null;
    } catch (IOException e) {
      return null;
    }
  }

  private List<Worker> workers(@Nullable String running) {
    List<Worker> workers = new ArrayList<>();
    ClusterSettings settings = ClusterSettings.read(directory.settings());
    long nowMs = System.currentTimeMillis();
    try (CounterFile counters = CounterFile.look(directory.counters())) {
      for (int id = 0; id < ClusterSettings.WORKERS_MAX; id++) {
        if (id < settings.workers() || counters.state(id) != WorkerState.ABSENT) { // or it retires
          workers.add(worker(id, counters.worker(id), running, nowMs));
        }
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
    WorkerState state = counters.state();
    boolean atWork = state.isUp() || state == WorkerState.STOPPING;
    long task = atWork ? counters.get(WorkerCounter.TASK) : 0;
    return new Worker(
        id,
        counters.get(WorkerCounter.PID),
        incarnation,
        task != 0 && state.isUp() ? WorkerState.BUSY : state,
        state == WorkerState.BUSY ? running : null,
        task == 0 ? null : TaskRecord.idText(task),
        counters.get(WorkerCounter.TILES),
        counters.get(WorkerCounter.BYTES),
        counters.get(WorkerCounter.TASKS),
        life == 0 ? 0 : busy / life,
        heartbeatMs == 0 ? -1 : nowMs - heartbeatMs,
        (int) counters.get(WorkerCounter.RESTARTS));
  }
}
