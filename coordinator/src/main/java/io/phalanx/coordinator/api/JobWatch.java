package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    long tilesDone = 0;
    for (int phase = 0; phase < job.counts().phases(); phase++) {
      tilesDone += tilesDone(files.ledger(phase));
    }
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
        tilesDone,
        job.counts().tiles(),
        bytes - bytesBefore,
        elapsedNs,
        busy,
        workers);
  }

  private static long tilesDone(Path ledgerFile) {
    if (!Files.exists(ledgerFile)) {
      return 0;
    }
    try (TileLedger ledger = TileLedger.open(ledgerFile)) {
      return ledger.count(Stage.DONE);
    } catch (UncheckedIOException | IllegalStateException e) {
      // Removed at the job's end, or not whole yet at its beginning.
      return 0;
    }
  }
}
