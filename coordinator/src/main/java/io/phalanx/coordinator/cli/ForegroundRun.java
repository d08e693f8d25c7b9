package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.api.JobProgress;
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
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.protocol.JobRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One job that a command waits for, its progress shown: in the cluster that runs in a directory,
/// or in one that lives as long as this.
final class ForegroundRun implements AutoCloseable {
  private static final long RESULTS_SERVED_MAX = 100_000;

  private final JobRequest request;
  private final JobPlan plan;
  private final JobSession session;
  private Consumer<JobProgress> watcher = progress -> {};

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
    if (mayHaveManyResults(plan)) {
      throw Caller.here().sendAway();
    }
    JobSession session = JobSession.within(cluster);
    session.renew(place.wishes());
    return new ForegroundRun(request, plan, session);
  }

  /// True for one result a row or column of many: they are printed from memory, and a cluster has
  /// none to spare.
  private static boolean mayHaveManyResults(JobPlan plan) {
    return plan.operation().family() == Family.REDUCTION
        && plan.request().params().containsKey("axis")
        && Math.max(plan.output().rows(), plan.output().cols()) > RESULTS_SERVED_MAX;
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
    return run(random, verify, progress -> {});
  }

  /// The same, watched.
  ///
  /// @param watcher told now and then how far the job is
  EndedRun run(
      @Nullable RandomInput random, @Nullable Extent verify, Consumer<JobProgress> watcher) {
    this.watcher = watcher;
    Caller caller = Caller.here();
    try (WaitedJobs jobs = WaitedJobs.in(session, caller)) {
      if (random != null) {
        random.fill(jobs);
      }
      return run(random, verify, jobs);
    }
  }

  private EndedRun run(@Nullable RandomInput random, @Nullable Extent verify, WaitedJobs jobs) {
    try (ScratchFolder scratch = verify == null ? null : ScratchFolder.create(session.directory());
        Verification check =
            verify == null || scratch == null
                ? null
                : Verification.prepare(plan, verify, scratch.path())) {
      JobRecord job = runShown(jobs);
      JobStore store = new JobStore(session.directory());
      Verdict verdict =
          check == null || job.state() != JobState.DONE
              ? null
              : check.check(job, store.files(job.job()));
      return new EndedRun(job, JobJson.of(job, store.files(job.job())), random, verdict);
    }
  }

  /// Ends the cluster if it was started for this.
  @Override
  public void close() {
    session.close();
  }

  private JobRecord runShown(WaitedJobs jobs) {
    Caller caller = Caller.here();
    ProgressLine progress = caller.progress(request.operation());
    try {
      return jobs.run(
          request,
          jobId ->
              caller
                  .err()
                  .println("phalanx: job " + jobId + ", directory=" + session.directory().root()),
          now -> {
            progress.show(now);
            watcher.accept(now);
          });
    } finally {
      progress.clear();
    }
  }
}
