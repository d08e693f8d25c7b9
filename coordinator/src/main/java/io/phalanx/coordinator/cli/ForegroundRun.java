package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobPlanner;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.report.JobJson;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.coordinator.verify.Extent;
import io.phalanx.coordinator.verify.Verdict;
import io.phalanx.coordinator.verify.Verification;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.JobRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One job that a command waits for, its progress shown: in the cluster that runs in a directory,
/// or in one that lives as long as this.
final class ForegroundRun implements AutoCloseable {
  private final JobRequest request;
  private final JobPlan plan;
  private final JobSession session;

  private ForegroundRun(JobRequest request, JobPlan plan, JobSession session) {
    this.request = request;
    this.plan = plan;
    this.session = session;
  }

  /// Checks the request, then connects to the cluster of the place or starts one: bad input is
  /// refused before anything is started.
  static ForegroundRun open(JobSession.Place place, JobRequest request) {
    JobPlan plan = new JobPlanner(place.settings().tileKib()).plan(request);
    ClusterDirectory cluster = Caller.here().cluster();
    if (cluster == null) {
      return new ForegroundRun(request, plan, JobSession.open(place));
    }
    JobSession session = JobSession.within(cluster);
    session.renew(place.wishes());
    return new ForegroundRun(request, plan, session);
  }

  /// Where it runs.
  JobSession session() {
    return session;
  }

  /// Makes the input where it is random, runs the job, and checks what it made.
  ///
  /// @param random the input that was made for it; null if it has its own
  /// @param verify how much is checked; null for nothing
  EndedRun run(@Nullable RandomInput random, @Nullable Extent verify) {
    if (random != null) {
      random.fill(session);
    }
    try (ScratchFolder scratch = verify == null ? null : ScratchFolder.create(session.directory());
        Verification check =
            verify == null || scratch == null
                ? null
                : Verification.prepare(plan, verify, scratch.path())) {
      JobRecord job = runShown();
      JobStore jobs = new JobStore(session.directory());
      Verdict verdict =
          check == null || job.state() != JobState.DONE
              ? null
              : check.check(job, jobs.files(job.job()));
      return new EndedRun(job, JobJson.of(job, jobs.files(job.job())), random, verdict);
    }
  }

  /// Ends the cluster if it was started for this.
  @Override
  public void close() {
    session.close();
  }

  /// Nobody waits any more once the caller has gone or this process is told to end: then a job in a
  /// cluster that stays is cancelled.
  private JobRecord runShown() {
    Caller caller = Caller.here();
    ProgressLine progress = caller.progress(request.operation());
    AtomicReference<String> accepted = new AtomicReference<>();
    try (Abandonment end = Abandonment.watch(caller, session)) {
      return session.run(
          request,
          jobId -> {
            accepted.set(jobId);
            caller
                .err()
                .println(
                    "phalanx: job " + jobId + ", directory=" + session.directory().root());
          },
          now -> {
            progress.show(now);
            if (end.isNew()) {
              session.cancel(String.valueOf(accepted.get()));
            }
          });
    } finally {
      progress.clear();
    }
  }
}
