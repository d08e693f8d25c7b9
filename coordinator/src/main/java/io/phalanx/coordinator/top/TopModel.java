package io.phalanx.coordinator.top;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.shared.config.ClusterDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Draws figures from looks: what is per second comes from the difference of two.
///
/// Belongs to one thread.
public final class TopModel {
  private static final Comparator<JobRow> RUNNING_FIRST =
      Comparator.comparing((JobRow job) -> job.state() != JobState.RUNNING);

  private final Map<Integer, Trail> trails = new HashMap<>();
  private final JobPaces paces = new JobPaces();
  private Trail clusterTrail = new Trail();
  private @Nullable Look before;
  private Picture picture;

  public TopModel(ClusterDirectory directory) {
    this.picture = new Picture(directory, 0, null, null, List.of(), List.of(), List.of());
  }

  /// Takes in a look. Of a cluster that is gone the last figures stay.
  public void add(Look look) {
    ClusterStatus status = look.status();
    if (status == null) {
      picture =
          new Picture(
              picture.directory(),
              look.atMs(),
              look.none(),
              picture.cluster(),
              picture.workers(),
              picture.jobs(),
              picture.failures());
      return;
    }
    if (before != null && !status.owner().equals(owner(before))) {
      before = null;
      trails.clear();
      clusterTrail = new Trail();
    }
    paces.add(status.jobs(), look.atNs());
    List<WorkerRow> workers =
        status.workers().stream().map(worker -> workerRow(look, worker)).toList();
    List<JobRow> jobs =
        status.jobs().stream().map(job -> jobRow(job, look.atMs())).sorted(RUNNING_FIRST).toList();
    picture =
        new Picture(
            status.directory(),
            look.atMs(),
            null,
            cluster(look, status, workers),
            workers,
            jobs,
            failures(status));
    before = look;
  }

  /// What there is to show.
  Picture picture() {
    return picture;
  }

  private WorkerRow workerRow(Look look, Worker worker) {
    Worker old = before == null ? null : worker(before, worker.id());
    double seconds = secondsSinceBefore(look);
    double bytes = old == null ? Double.NaN : rate(worker.bytesDone(), old.bytesDone(), seconds);
    double tiles = old == null ? Double.NaN : rate(worker.tilesDone(), old.tilesDone(), seconds);
    Trail trail = trails.computeIfAbsent(worker.id(), _ -> new Trail());
    if (!Double.isNaN(bytes)) {
      trail.add(bytes);
    }
    return new WorkerRow(
        worker, look.usage(worker.pid()), cpuPercent(look, worker.pid()), tiles, bytes, trail);
  }

  private ClusterFigures cluster(Look look, ClusterStatus status, List<WorkerRow> rows) {
    long pid = status.owner().process().pid();
    double ownerCpu = cpuPercent(look, pid);
    double bytes = sum(rows, WorkerRow::bytesPerSecond);
    if (!Double.isNaN(bytes)) {
      clusterTrail.add(bytes);
    }
    return new ClusterFigures(
        status.owner(),
        look.usage(pid),
        ownerCpu,
        ownerCpu + sum(rows, WorkerRow::cpuPercent),
        sum(rows, WorkerRow::tilesPerSecond),
        bytes,
        tasksPerSecond(look, status),
        clusterTrail);
  }

  /// The sum of what is known: a process that was just started must not hide the others.
  private static double sum(List<WorkerRow> rows, ToDoubleFunction<WorkerRow> figure) {
    double[] known = rows.stream().mapToDouble(figure).filter(Double::isFinite).toArray();
    return known.length == 0 ? Double.NaN : Arrays.stream(known).sum();
  }

  private double tasksPerSecond(Look look, ClusterStatus status) {
    ClusterStatus old = before == null ? null : before.status();
    return old == null
        ? Double.NaN
        : rate(tasksDone(status), tasksDone(old), secondsSinceBefore(look));
  }

  private static long tasksDone(ClusterStatus status) {
    return status.workers().stream().mapToLong(Worker::tasksDone).sum();
  }

  private double cpuPercent(Look look, long pid) {
    long now = look.usage(pid).cpuNs();
    long old = before == null ? -1 : before.usage(pid).cpuNs();
    return now < 0 || old < 0 ? Double.NaN : rate(now, old, secondsSinceBefore(look)) / 1e7;
  }

  private double secondsSinceBefore(Look look) {
    return before == null ? Double.NaN : (look.atNs() - before.atNs()) / 1e9;
  }

  private static double rate(long now, long old, double seconds) {
    return seconds > 0 ? Math.max(0, now - old) / seconds : Double.NaN;
  }

  private JobRow jobRow(Job job, long nowMs) {
    JobRecord record = job.record();
    return new JobRow(
        record.job(),
        record.request().operation(),
        record.state(),
        job.tilesDone(),
        record.counts().tiles(),
        record.state() == JobState.RUNNING ? paces.etaSeconds(job, nowMs) : Double.NaN);
  }

  private static List<Failure> failures(ClusterStatus status) {
    List<Failure> failures = new ArrayList<>();
    for (LostWorker lost : status.failures()) {
      String cause = lost.cause() == null ? "" : ", " + lost.cause();
      failures.add(
          new Failure(
              lost.atMs(),
              "worker-" + lost.worker(),
              "pid " + lost.pid() + " " + lost.exit() + cause + "; was " + lost.doing()));
    }
    for (JobRecord job : status.failedJobs()) {
      String error = Objects.requireNonNullElse(job.outcome().error(), "failed");
      failures.add(
          new Failure(
              job.times().endedMs(), job.job(), job.request().operation() + " failed: " + error));
    }
    failures.sort(Comparator.comparingLong(Failure::atMs).reversed());
    return List.copyOf(failures);
  }

  private static @Nullable Object owner(Look look) {
    ClusterStatus status = look.status();
    return status == null ? null : status.owner();
  }

  private static @Nullable Worker worker(Look look, int id) {
    ClusterStatus status = look.status();
    return status == null
        ? null
        : status.workers().stream().filter(worker -> worker.id() == id).findFirst().orElse(null);
  }
}
