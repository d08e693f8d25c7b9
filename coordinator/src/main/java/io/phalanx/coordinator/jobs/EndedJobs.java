package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.trace.WorkerLife;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that have ended and whose record is not on the disk yet: where there is no room for it, it
/// is tried again until there is some, so that nothing is lost by a disk that is full for a while.
final class EndedJobs {
  private static final Logger LOG = LoggerFactory.getLogger(EndedJobs.class);
  private static final long RETRY_MS = 1_000;

  private final JobStore store;
  private final Supplier<List<WorkerLife>> lives;
  private final Consumer<JobRecord> saved;
  private final Deque<JobRecord> unsaved = new ArrayDeque<>();

  /// Jobs whose record is on the disk, beside files that only a running job needs.
  private final Deque<JobRecord> untidy = new ArrayDeque<>();

  private long dueMs;

  /// @param lives the worker processes that there are or were lately
  /// @param saved told of every job whose record is on the disk
  EndedJobs(JobStore store, Supplier<List<WorkerLife>> lives, Consumer<JobRecord> saved) {
    this.store = store;
    this.lives = lives;
    this.saved = saved;
  }

  void add(JobRecord job) {
    unsaved.add(job);
    dueMs = 0;
  }

  boolean isEmpty() {
    return unsaved.isEmpty() && untidy.isEmpty();
  }

  /// Saves the next one, if there is any and it is time to; where there is none, tidies up after
  /// one that was saved, for which nobody waits.
  ///
  /// @return how much was done
  int save(long nowMs) {
    if (nowMs < dueMs || isEmpty()) {
      return 0;
    }
    try {
      if (unsaved.isEmpty()) {
        store.tidyUp(untidy.element(), lives);
        untidy.remove();
      } else {
        saveNext();
      }
    } catch (UncheckedIOException e) {
      if (dueMs == 0) {
        LOG.warn("end of a job waits for the disk: cause={}", e.toString());
      }
      dueMs = nowMs + RETRY_MS;
      return 0;
    }
    dueMs = 0;
    return 1;
  }

  private void saveNext() {
    JobRecord job = unsaved.element();
    store.write(job);
    unsaved.remove();
    if (job.state().isEnded()) {
      untidy.add(job);
    }
    saved.accept(job);
  }
}
