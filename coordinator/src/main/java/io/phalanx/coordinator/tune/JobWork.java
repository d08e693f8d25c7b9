package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job over matrices.
///
/// @param title what it is
/// @param request what is done, as far as it is the same at every point
/// @param fills jobs that make its input
/// @param copy what the first input is a copy of; null if it is none
/// @param restores true if the copy is made again before each measurement: the job changes it, and
///   what it makes of what it made is other work
public record JobWork(
    String title,
    JobRequest request,
    List<JobRequest> fills,
    @Nullable Path copy,
    boolean restores)
    implements Work {
  private static final double MS = 1e3;
  private static final double NS = 1e9;

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
    if (copy != null) {
      Files.copy(copy, changed());
    }
  }

  private Path changed() {
    return Path.of(request.inputs().getFirst());
  }

  @Override
  public Lane on(Cluster cluster) {
    return new JobLane(cluster);
  }

  private final class JobLane implements Lane {
    private final Cluster cluster;

    JobLane(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public Sample warm(TunePoint point) throws IOException {
      Map<String, String> options = new HashMap<>(request.options());
      if (point.tileKib() != 0) {
        options.put(JobOptions.TILE_KIB, String.valueOf(point.tileKib()));
      }
      JobRequest job =
          new JobRequest(
              request.operation(),
              request.params(),
              request.inputs(),
              request.output(),
              request.inPlace(),
              options,
              request.kernels());
      long beginNs = System.nanoTime();
      JobRecord record = run(cluster, job);
      double seconds = (System.nanoTime() - beginNs) / NS;
      double computeMs = (double) record.times().endedMs() - record.times().orderedMs();
      return new Sample(seconds, computeMs / MS, record.counts().bytes());
    }

    @Override
    public Sample measure(TunePoint point) throws IOException {
      if (copy != null && restores) {
        restore(copy, changed());
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

  /// Writes a file over another that workers have mapped: it stays the same file.
  private static void restore(Path from, Path to) throws IOException {
    try (FileChannel source = FileChannel.open(from);
        FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long size = source.size();
      for (long at = 0; at < size; ) {
        target.position(at);
        at += source.transferTo(at, size - at, target);
      }
    }
  }
}
