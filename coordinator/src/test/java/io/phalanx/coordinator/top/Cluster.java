package io.phalanx.coordinator.top;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.Pace;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster that exists in tests only, as looks at it would find it.
final class Cluster {
  static final long START_MS = 1_800_000_000_000L;
  static final ClusterDirectory DIRECTORY = new ClusterDirectory(Path.of("/clusters/of tests"));

  private static final long COORDINATOR_PID = 4_000_000;
  private static final long PID = 4_000_100;

  private final List<Worker> workers = new ArrayList<>();
  private final List<Job> jobs = new ArrayList<>();
  private final List<JobRecord> failedJobs = new ArrayList<>();
  private final List<LostWorker> lost = new ArrayList<>();
  private final Map<Long, ProcessUsage> usage = new HashMap<>();
  private long startedAtMs = START_MS;

  /// Begins a look.
  Cluster next() {
    workers.clear();
    jobs.clear();
    usage.clear();
    usage.put(COORDINATOR_PID, new ProcessUsage(0, 60 << 20, 1, false));
    return this;
  }

  Cluster restarted() {
    startedAtMs++;
    return this;
  }

  /// The next worker.
  Cluster worker(WorkerState state, @Nullable String work, long tiles, long bytes) {
    int id = workers.size();
    boolean task = work != null && work.startsWith("t");
    workers.add(
        new Worker(
            id,
            PID + id,
            1 + id,
            state,
            task ? null : work,
            task ? work : null,
            tiles,
            bytes,
            0,
            0.5,
            12L * id,
            id));
    return this;
  }

  /// What the process of the worker that was added last takes.
  Cluster usage(long cpuMs, long memoryBytes) {
    long pid = workers.getLast().pid();
    usage.put(pid, new ProcessUsage(cpuMs * 1_000_000, memoryBytes, workers.size() - 1, true));
    return this;
  }

  Cluster job(String job, JobState state, long tilesDone, long tiles) {
    jobs.add(new Job(record(job, state, tiles, JobRecord.Outcome.NONE), tilesDone));
    return this;
  }

  Cluster failed(String job, String error) {
    failedJobs.add(
        record(job, JobState.FAILED, 1, new JobRecord.Outcome(null, 0, error, null, null)));
    return this;
  }

  Cluster lost(int worker, long atMs) {
    lost.add(new LostWorker(atMs, worker, 1, 77, "signal=9", null, "tile=3", List.of(), null));
    return this;
  }

  /// The look, some time after the start.
  Look look(long afterMs) {
    OwnerMark owner =
        new OwnerMark(new ProcessIdentity(COORDINATOR_PID, 1), "1", "b", startedAtMs, false);
    ClusterStatus status =
        new ClusterStatus(
            DIRECTORY,
            owner,
            null,
            List.copyOf(workers),
            List.copyOf(jobs),
            List.copyOf(failedJobs),
            List.copyOf(lost));
    return new Look(START_MS + afterMs, afterMs * 1_000_000, status, null, new HashMap<>(usage));
  }

  /// A look at what is left of it.
  static Look dead(long afterMs) {
    NoStatus none =
        NoStatus.unreadable(DIRECTORY, "the coordinator is dead: pid=" + COORDINATOR_PID);
    return new Look(START_MS + afterMs, afterMs * 1_000_000, null, none, Map.of());
  }

  private static JobRecord record(
      String job, JobState state, long tiles, JobRecord.Outcome outcome) {
    return new JobRecord(
        job,
        new JobRequest("sigmoid", Map.of(), List.of("in.npy"), null, true, Map.of()),
        state,
        new JobRecord.Shape(1, 1, DType.FLOAT64),
        new JobRecord.Times(START_MS, START_MS, START_MS, START_MS, 0, Pace.NONE),
        new JobRecord.Counts(2, 1, 1, 0, tiles, 0, 0, 0, 0),
        outcome);
  }
}
