package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.bench.MatrixCopy;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job over matrices.
public final class JobWork implements Work {
  private static final double MS = 1e3;
  private static final double NS = 1e9;

  private final String title;
  private final JobRequest request;
  private final List<JobRequest> fills;
  private final @Nullable Path copied;
  private final boolean restores;

  /// The first input, where it is made again before each measurement.
  private @Nullable MatrixCopy restored;

  /// @param title what it is
  /// @param request what is done, as far as it is the same at every point
  /// @param fills jobs that make its input
  /// @param copied what the first input is a copy of; null if it is none
  /// @param restores true if the copy is made again before each measurement: the job changes it,
  ///   and what it makes of what it made is other work
  JobWork(
      String title,
      JobRequest request,
      List<JobRequest> fills,
      @Nullable Path copied,
      boolean restores) {
    this.title = title;
    this.request = request;
    this.fills = List.copyOf(fills);
    this.copied = copied;
    this.restores = restores;
  }

  /// What is done.
  public JobRequest request() {
    return request;
  }

  /// What the first input is a copy of, or is.
  public Path input() {
    return copied == null ? Path.of(request.inputs().getFirst()) : copied;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String unit() {
    return "the job";
  }

  @Override
  public boolean isOfTasks() {
    return false;
  }

  @Override
  public void prepare(Cluster cluster) throws IOException {
    for (JobRequest fill : fills) {
      run(cluster, fill);
    }
    if (copied != null) {
      Path changed = Path.of(request.inputs().getFirst());
      Files.copy(copied, changed);
      restored = restores ? MatrixCopy.open(copied, changed) : null;
    }
  }

  @Override
  public Lane on(Cluster cluster) {
    return new JobLane(cluster);
  }

  @Override
  public void close() {
    if (restored != null) {
      restored.close();
    }
  }

  private final class JobLane implements Lane {
    private final Cluster cluster;

    JobLane(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public Sample warm(TunePoint point) throws IOException {
      JobRequest job =
          point.tileKib() == 0
              ? request
              : request.withOption(JobOptions.TILE_KIB, String.valueOf(point.tileKib()));
      long beginNs = System.nanoTime();
      JobRecord record = run(cluster, job);
      double seconds = (System.nanoTime() - beginNs) / NS;
      double computeMs = (double) record.times().endedMs() - record.times().orderedMs();
      return new Sample(seconds, computeMs / MS, record.counts().bytes());
    }

    @Override
    public Sample measure(TunePoint point) throws IOException {
      if (restored != null) {
        restored.restore();
      }
      return warm(point);
    }

    @Override
    public void close() {
      // The cluster is its owner's.
    }
  }

  /// Runs a job to its end.
  ///
  /// @throws IOException if it does not end well
  private static JobRecord run(Cluster cluster, JobRequest job) throws IOException {
    try {
      JobRecord record = cluster.run(job, progress -> {});
      if (record.state() != JobState.DONE) {
        throw new IOException(
            "the job did not end well: op="
                + job.operation()
                + ", state="
                + record.state()
                + ", error="
                + record.outcome().error());
      }
      return record;
    } catch (PhalanxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
