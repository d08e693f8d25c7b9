package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.shared.protocol.JobRequest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that were cut off and that this cluster does not go on with: they keep their files until
/// somebody resumes or cancels them, and nobody else may touch a file that one left half changed.
final class CutOffJobs {
  private static final Logger LOG = LoggerFactory.getLogger(CutOffJobs.class);

  private final JobStore store;
  private final Map<String, JobRecord> jobs = new LinkedHashMap<>();

  CutOffJobs(JobStore store) {
    this.store = store;
  }

  /// Leaves a job of an earlier coordinator as it is.
  void leave(JobRecord job) {
    if (job.state() == JobState.INTERRUPTED) {
      jobs.put(job.job(), job);
    } else {
      keep(cutOff(job, "the coordinator died while the job ran"));
    }
  }

  /// Leaves a job that cannot go on now for later.
  void park(JobRecord job, String reason) {
    keep(cutOff(job, reason).with(job.times().ended(System.currentTimeMillis())));
  }

  /// A job of this cluster that was cut off, and whose record says so.
  void add(JobRecord job) {
    jobs.put(job.job(), job);
  }

  /// Takes a job out; null if there is none of this id.
  @Nullable JobRecord remove(String jobId) {
    return jobs.remove(jobId);
  }

  /// Refuses a job on a file that another one left half changed.
  ///
  /// @throws IllegalArgumentException naming both, and what to do
  void requireWhole(JobRequest request) {
    List<String> files = new ArrayList<>(request.inputs());
    if (request.output() != null) {
      files.add(request.output());
    }
    for (JobRecord job : jobs.values()) {
      Path changed = changedFile(job);
      if (changed != null
          && files.stream().anyMatch(file -> WatchedFile.isSame(changed, Path.of(file)))) {
        throw new IllegalArgumentException(
            "file is half changed by a job that was cut off: file="
                + changed
                + ", job="
                + job.job()
                + "; finish it with phalanx resume "
                + job.job()
                + ", or give it up with phalanx cancel "
                + job.job());
      }
    }
  }

  private static JobRecord cutOff(JobRecord job, String reason) {
    Outcome left = job.outcome();
    String error = reason + "; go on with phalanx resume " + job.job();
    return job.at(JobState.INTERRUPTED)
        .with(new Outcome(null, 0, error, left.temporary(), left.fileKey()));
  }

  private void keep(JobRecord cutOff) {
    jobs.put(cutOff.job(), cutOff);
    try {
      store.write(cutOff);
    } catch (UncheckedIOException e) {
      // It says RUNNING then, of a coordinator that is gone, which is as good.
      LOG.warn("job record not written: job={} cause={}", cutOff.job(), e.toString());
    }
  }

  /// The file that a job changes in place; null for any other.
  private static @Nullable Path changedFile(JobRecord job) {
    return job.request().inPlace() ? Path.of(job.request().inputs().getFirst()) : null;
  }
}
