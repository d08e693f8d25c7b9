package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes jobs in, runs one after the other, and keeps what came of them.
///
/// One job at a time has all workers: matrix work is bound by memory, and two jobs side by side
/// would only evict each other's tiles. The coordinator's thread owns it.
public final class JobDesk {
  /// Most jobs that may wait.
  public static final int QUEUED_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);

  private final JobStore store;
  private final JobPlanner planner;
  private final Crew crew;
  private final CutOffJobs cutOff;
  private final EndedJobs ended;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private @Nullable JobRun running;
  private boolean interrupted;

  /// @param ended told of every job that has ended
  public JobDesk(JobStore store, JobPlanner planner, Crew crew, Consumer<JobRecord> ended) {
    this.store = store;
    this.planner = planner;
    this.crew = crew;
    this.cutOff = new CutOffJobs(store);
    this.ended = new EndedJobs(store, crew::lives, ended);
  }

  /// Takes a job in. It begins at once if nothing is ahead of it: its record is written then as
  /// that of a job that runs.
  ///
  /// @return its id
  /// @throws IllegalArgumentException if the request is at fault
  /// @throws IllegalStateException if too many jobs wait
  public String submit(JobRequest asked) {
    if (queue.size() >= QUEUED_MAX) {
      throw new IllegalStateException(
          "too many jobs wait: queued=" + queue.size() + ", max=" + QUEUED_MAX + "; submit later");
    }
    JobRequest request = store.keepKernels(asked);
    JobPlan plan = planner.plan(request);
    cutOff.requireWhole(request);
    JobRecord job =
        new JobRecord(
            store.create(),
            request,
            JobState.QUEUED,
            plan.output(),
            Times.submitted(System.currentTimeMillis()),
            Counts.planned(crew.size(), plan.phaseCount(), plan.tiles()),
            Outcome.NONE);
    Waiting accepted = new Waiting(job, plan, false);
    if (isNext()) {
      JobRecord failed = begin(accepted);
      if (failed != null) {
        store.write(failed); // where not even that finds room, the job is refused
        ended.add(failed);
      }
    } else {
      store.write(job);
      queue.add(accepted);
      LOG.info("job waits: job={} operation={}", job.job(), request.operation());
    }
    return job.job();
  }

  /// Takes over what an earlier coordinator left: jobs that are gone on with wait for their turn;
  /// others stay as they are until somebody resumes or cancels them.
  ///
  /// @param goesOn says which unfinished jobs are gone on with
  public void takeOver(Predicate<JobRecord> goesOn) {
    for (JobRecord job : store.list()) {
      if (job.state().isEnded()) {
        continue;
      }
      if (goesOn.test(job)) {
        requeue(job);
      } else if (job.state().isBegun()) {
        cutOff.leave(job);
      }
    }
  }

  /// Cancels a job that waits, runs or was cut off.
  ///
  /// @throws IllegalArgumentException if there is none of this id, or it has ended
  public void cancel(String jobId) {
    if (running != null && running.record().job().equals(jobId)) {
      running.cancel();
      return;
    }
    JobRecord left = cutOff.remove(jobId);
    if (left != null) {
      giveUp(left);
      return;
    }
    Waiting waiting =
        queue.stream().filter(w -> w.job().job().equals(jobId)).findFirst().orElse(null);
    if (waiting == null) {
      end(leftWaiting(jobId).at(JobState.CANCELLED));
      return;
    }
    queue.remove(waiting);
    if (waiting.job().state().isBegun()) {
      giveUp(waiting.job());
    } else {
      end(waiting.job().at(JobState.CANCELLED));
    }
  }

  /// A job that waits in the directory, though not for this cluster.
  private JobRecord leftWaiting(String jobId) {
    Optional<JobRecord> left = store.read(jobId);
    if (left.isPresent() && left.get().state() == JobState.QUEUED) {
      return left.get();
    }
    throw new IllegalArgumentException(
        "no such job to cancel: job="
            + jobId
            + left.map(job -> ", state=" + job.state()).orElse("")
            + "; see phalanx jobs");
  }

  /// Begins the next job or moves the running one on.
  ///
  /// @return how much was done
  public int advance() {
    int workCount = ended.save(System.currentTimeMillis());
    if (workCount == 0 && running == null && queue.isEmpty()) {
      workCount = store.prepareNext() + store.prune();
    }
    try {
      if (running == null) {
        return workCount + beginNext();
      }
      if (!running.advance()) {
        return workCount;
      }
    } catch (RuntimeException e) {
      return failRunning(e);
    }
    JobRecord job = running.record();
    running = null;
    end(job);
    return 1;
  }

  /// True when no job runs or waits, and the records of all that have ended are on the disk.
  public boolean isIdle() {
    return running == null && queue.isEmpty() && ended.isEmpty();
  }

  /// True while a job runs.
  public boolean isBusy() {
    return running != null;
  }

  /// Stops the running job and begins no other because the cluster stops. Those that wait do so
  /// until the next owner of the directory takes them over.
  public void interrupt(String reason) {
    interrupted = true;
    if (running != null) {
      running.interrupt(reason);
    }
  }

  public void onWorkerReady(WorkerRef worker) {
    if (running != null) {
      running.onWorkerReady(worker);
    }
  }

  public void onDrained(WorkerRef worker, Event.PhaseDrained event) {
    if (running != null) {
      running.onDrained(worker, event);
    }
  }

  public void onFailed(WorkerRef worker, Event.PhaseFailed event) {
    if (running != null) {
      running.onFailed(worker, event);
    }
  }

  /// A worker process has ended since it was told to, with no tile in its hands.
  public void onWorkerRetired(WorkerRef worker) {
    if (running != null) {
      running.onWorkerRetired(worker);
    }
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param how it ended, for people
  /// @param lastLines of its log
  /// @return what it was doing, for people
  public String onWorkerLost(WorkerRef worker, String how, List<String> lastLines) {
    return running == null ? "no job" : running.onWorkerLost(worker, how, lastLines);
  }

  private int beginNext() {
    Waiting next = queue.peek();
    if (next == null || interrupted || crew.ready().isEmpty()) {
      return 0;
    }
    queue.remove();
    if (next.job().state().isBegun()) {
      resume(next);
    } else {
      JobRecord failed = begin(next);
      if (failed != null) {
        end(failed);
      }
    }
    return 1;
  }

  /// True if a job that comes now need not wait.
  private boolean isNext() {
    return running == null && queue.isEmpty() && !interrupted && !crew.ready().isEmpty();
  }

  /// @return its record if it could not begin; null if it runs
  private @Nullable JobRecord begin(Waiting next) {
    JobRecord job = next.job();
    try {
      running = JobRun.begin(next.plan(), job, store, crew);
      return null;
    } catch (RuntimeException e) {
      LOG.error("job cannot start: job={} cause={}", job.job(), e.toString(), e);
      dismiss(job.job());
      return job.at(JobState.FAILED)
          .with(Outcome.failed(String.valueOf(e.getMessage())))
          .with(job.times().ended(System.currentTimeMillis()));
    }
  }

  private void resume(Waiting next) {
    JobRecord job = next.job();
    if (JobWork.isCommitted(next.plan(), job.outcome())) {
      end(job.at(JobState.DONE).with(Outcome.NONE));
      return;
    }
    try {
      JobRun run = JobRun.resume(next.plan(), job, store, crew);
      running = run;
      if (next.givenUp()) {
        run.cancel();
      }
    } catch (RuntimeException e) {
      LOG.error("job cannot go on: job={} cause={}", job.job(), e.toString(), e);
      dismiss(job.job());
      String reason = String.valueOf(e.getMessage());
      if (next.givenUp()) {
        endGivenUp(job, reason);
      } else {
        cutOff.park(job, reason);
      }
    }
  }

  /// A fault of the coordinator's own part of a job, such as a full disk at the end of a phase.
  private int failRunning(RuntimeException e) {
    JobRun run = running;
    if (run == null) {
      throw e;
    }
    LOG.error("job fault: job={} cause={}", run.record().job(), e.toString(), e);
    running = null;
    JobRecord job = run.abandon(String.valueOf(e.getMessage()));
    dismiss(job.job());
    end(job);
    return 1;
  }

  /// Tells workers that may still be at a job that it is over. Of one that ended as it should every
  /// worker has reported that it is not.
  private void dismiss(String jobId) {
    crew.order(crew.ready(), new Order.EndJob(jobId));
  }

  /// Keeps the record of a job that is over. Where that finds no room on the disk, it is tried
  /// again until there is some.
  private void end(JobRecord job) {
    long nowMs = System.currentTimeMillis();
    JobRecord whole = job.times().endedMs() == 0 ? job.with(job.times().ended(nowMs)) : job;
    if (whole.state() == JobState.INTERRUPTED) {
      cutOff.add(whole);
    }
    ended.add(whole);
    ended.save(nowMs);
  }

  private void requeue(JobRecord job) {
    try {
      queue.add(new Waiting(job, planner.plan(job.request()), false));
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage());
      if (job.state().isBegun()) {
        cutOff.park(job, reason);
      } else {
        end(job.at(JobState.FAILED).with(Outcome.failed(reason)));
      }
    }
  }

  /// Ends a job that was cut off: tiles that were begun are finished, and that is all.
  private void giveUp(JobRecord job) {
    try {
      queue.addFirst(new Waiting(job, planner.plan(job.request()), true));
    } catch (RuntimeException e) {
      endGivenUp(job, String.valueOf(e.getMessage()));
    }
  }

  private void endGivenUp(JobRecord job, String reason) {
    String temporary = job.outcome().temporary();
    if (temporary != null) {
      JobFiles.remove(Path.of(temporary));
    }
    String state =
        job.request().inPlace()
            ? "; the state of its file is not known"
            : "; no output was written";
    end(job.at(JobState.CANCELLED).with(Outcome.failed("cancelled; " + reason + state)));
  }

  /// @param givenUp true if it is only taken up to leave its file in a known state
  private record Waiting(JobRecord job, JobPlan plan, boolean givenUp) {}
}
