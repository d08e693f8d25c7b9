package io.phalanx.coordinator.top;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How fast jobs get on, by their last looks: what they did in the first seconds, when workers had
/// yet to warm up, tells little of the rest.
final class JobPaces {
  private static final int LOOKS_MAX = 10;

  private final Map<String, Deque<Progress>> progress = new HashMap<>();

  private record Progress(long atNs, long tilesDone) {}

  /// Takes in a look.
  void add(List<Job> jobs, long atNs) {
    progress
        .keySet()
        .retainAll(jobs.stream().map(job -> job.record().job()).collect(Collectors.toSet()));
    for (Job job : jobs) {
      Deque<Progress> points =
          progress.computeIfAbsent(job.record().job(), _ -> new ArrayDeque<>());
      points.addLast(new Progress(atNs, job.tilesDone()));
      if (points.size() > LOOKS_MAX) {
        points.removeFirst();
      }
    }
  }

  /// Seconds until a job is done; NaN where that is not known.
  ///
  /// @param nowMs ms since 1970
  double etaSeconds(Job job, long nowMs) {
    long left = job.record().counts().tiles() - job.tilesDone();
    double tilesPerSecond = tilesPerSecond(job, nowMs);
    return tilesPerSecond > 0 ? Math.max(0, left) / tilesPerSecond : Double.NaN;
  }

  private double tilesPerSecond(Job job, long nowMs) {
    JobRecord record = job.record();
    Deque<Progress> points = progress.getOrDefault(record.job(), new ArrayDeque<>());
    if (points.size() > 1) {
      Progress first = points.getFirst();
      Progress last = points.getLast();
      return (last.tilesDone() - first.tilesDone()) * 1e9 / (last.atNs() - first.atNs());
    }
    long startedMs = record.times().startedMs();
    boolean known = record.state().isBegun() && startedMs > 0 && nowMs > startedMs;
    return known ? job.tilesDone() * 1e3 / (nowMs - startedMs) : 0;
  }
}
