package io.phalanx.coordinator.report;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.KeepAlive;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.WorkerState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One look at a running cluster.
///
/// @param directory the cluster
/// @param owner its coordinator
/// @param keepAlive how long it stays; null for a cluster that is not kept for the next run
/// @param workers its workers, by id; those that retire have the highest ids
/// @param jobs its jobs that wait or run, and those that were cut off
/// @param failedJobs those that failed last, youngest first
/// @param failures the workers lost last, youngest first
public record ClusterStatus(
    ClusterDirectory directory,
    OwnerMark owner,
    @Nullable KeepAlive keepAlive,
    List<Worker> workers,
    List<Job> jobs,
    List<JobRecord> failedJobs,
    List<LostWorker> failures) {
  /// One worker.
  ///
  /// @param state busy as well if it is at a task, but for one that retires
  /// @param job the job it works on; null if none
  /// @param task the task it is at, which it may be beside a job; null if none
  /// @param busyRatio share of its life spent on tiles
  /// @param restarts how often it was replaced
  public record Worker(
      int id,
      long pid,
      int incarnation,
      WorkerState state,
      @Nullable String job,
      @Nullable String task,
      long tilesDone,
      long bytesDone,
      long tasksDone,
      double busyRatio,
      long heartbeatAgeMs,
      int restarts) {
    /// What it is at, such as `j0001`, `t12` or both with a plus; `-` for nothing.
    public String work() {
      String both =
          Stream.of(job, task).flatMap(Stream::ofNullable).collect(Collectors.joining("+"));
      return both.isEmpty() ? "-" : both;
    }
  }

  /// One job that waits or runs.
  public record Job(JobRecord record, long tilesDone) {}

  /// Looks at the cluster of a directory once; empty where none runs.
  public static Optional<ClusterStatus> look(ClusterDirectory directory) {
    return new ClusterWatch(directory).look();
  }

  /// The cores that its workers are bound to.
  public Bindings bindings() {
    return Bindings.read(directory);
  }
}
