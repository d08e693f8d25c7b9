package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobProgress;
import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.protocol.JobRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The jobs that somebody waits for. Once nobody does any more, since a served caller has gone or
/// this process is told to end (Ctrl-C), they are cancelled; the process ends once they have, or
/// soon.
///
/// A cluster that lives as long as the command ends with it, and needs no such care.
final class WaitedJobs implements AutoCloseable {
  /// How long the end of the process waits for the end of a job.
  private static final long CANCEL_MS = 5_000;

  private final JobSession session;
  private final Caller caller;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread hook;
  private volatile boolean told;

  private WaitedJobs(JobSession session, Caller caller) {
    this.session = session;
    this.caller = caller;
  }

  /// Jobs of a caller in a session.
  static WaitedJobs in(JobSession session, Caller caller) {
    WaitedJobs jobs = new WaitedJobs(session, caller);
    if (caller.cluster() == null && !session.isOwn()) {
      Thread hook = Thread.ofPlatform().name("abandon").unstarted(jobs::abandon);
      jobs.hook = hook;
      Runtime.getRuntime().addShutdownHook(hook);
    }
    return jobs;
  }

  /// Submits a job and waits for its end.
  ///
  /// @param accepted told the job's id once the cluster has it
  JobRecord run(JobRequest request, Consumer<String> accepted, Consumer<JobProgress> progress) {
    Cancellation cancellation = new Cancellation();
    return session.run(
        request,
        jobId -> {
          cancellation.jobId = jobId;
          accepted.accept(jobId);
        },
        now -> {
          progress.accept(now);
          cancellation.cancelIfAbandoned();
        });
  }

  private void abandon() {
    told = true;
    try {
      ended.await(CANCEL_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (hook != null && !told) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        told = true; // the process is ending already
      }
    }
  }

  /// Cancels a job once.
  private final class Cancellation {
    private @Nullable String jobId;

    void cancelIfAbandoned() {
      if (jobId != null && (told || caller.isGone())) {
        session.cancel(jobId);
        jobId = null;
      }
    }
  }
}
