package io.phalanx.coordinator.jobs;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that have ended and whose record is not on the disk yet: where there is no room for it, it
/// is tried again until there is some, so that nothing is lost by a disk that is full for a while.
final class EndedJobs {
  private static final Logger LOG = LoggerFactory.getLogger(EndedJobs.class);
  private static final long RETRY_MS = 1_000;

  private final JobStore store;
  private final Consumer<JobRecord> saved;
  private final Deque<JobRecord> unsaved = new ArrayDeque<>();
  private long dueMs;

  /// @param saved told of every job whose record is on the disk
  EndedJobs(JobStore store, Consumer<JobRecord> saved) {
    this.store = store;
    this.saved = saved;
  }

  void add(JobRecord job) {
    unsaved.add(job);
    dueMs = 0;
    save(System.currentTimeMillis());
  }

  boolean isEmpty() {
    return unsaved.isEmpty();
  }

  /// Saves the next one, if there is any and it is time to.
  ///
  /// @return how much was done
  int save(long nowMs) {
    if (unsaved.isEmpty() || nowMs < dueMs) {
      return 0;
    }
    JobRecord job = unsaved.element();
    try {
      store.write(job);
      if (job.state().isEnded()) {
        store.removeWorkFiles(job.job());
      }
    } catch (UncheckedIOException e) {
      if (dueMs == 0) {
        LOG.warn("job record waits for room on the disk: job={} cause={}", job.job(), e.toString());
      }
      dueMs = nowMs + RETRY_MS;
      return 0;
    }
    unsaved.remove();
    dueMs = 0;
    saved.accept(job);
    return 1;
  }
}
