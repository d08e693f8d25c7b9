package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import java.nio.file.Files;

/// Sees from ledgers and counters how far a job is, without a message.
final class JobWatch {
  private static final long UNKNOWN = -1;

  private final ClusterDirectory directory;
  private final JobFiles files;
  private long bytesBefore = UNKNOWN;

  JobWatch(ClusterDirectory directory, JobFiles files) {
    this.directory = directory;
    this.files = files;
  }

  JobProgress look(JobRecord job, long elapsedNs) {
    long bytes = 0;
    int busy = 0;
    int workers = job.counts().workers();
    if (Files.exists(directory.counters())) {
      try (CounterFile counters = CounterFile.open(directory.counters())) {
        for (int workerId = 0; workerId < workers; workerId++) {
          WorkerCounters worker = counters.worker(workerId);
          bytes += worker.get(WorkerCounter.BYTES);
          busy += worker.state() == WorkerState.BUSY ? 1 : 0;
        }
      } catch (IllegalStateException e) {
        // Gone between the look and the opening: the cluster ends, and so does the progress.
        bytes = Math.max(bytes, bytesBefore);
      }
    }
    if (bytesBefore == UNKNOWN) {
      bytesBefore = bytes;
    }
    return new JobProgress(
        job.state(),
        files.tilesDone(job.counts().phases()),
        job.counts().tiles(),
        bytes - bytesBefore,
        elapsedNs,
        busy,
        workers);
  }
}
