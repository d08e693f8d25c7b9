package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
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
  private final Consumer<JobRecord> ended;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private @Nullable JobRun running;
  private boolean interrupted;

  /// @param ended told of every job that has ended
  public JobDesk(JobStore store, JobPlanner planner, Crew crew, Consumer<JobRecord> ended) {
    this.store = store;
    this.planner = planner;
    this.crew = crew;
    this.ended = ended;
  }

  /// Takes a job in.
  ///
  /// @param workers number of worker processes of the cluster
  /// @return its id
  /// @throws IllegalArgumentException if the request is at fault
  /// @throws IllegalStateException if too many jobs wait
  public String submit(JobRequest request, int workers) {
    if (queue.size() >= QUEUED_MAX) {
      throw new IllegalStateException(
          "too many jobs wait: queued=" + queue.size() + ", max=" + QUEUED_MAX + "; submit later");
    }
    JobPlan plan = planner.plan(request);
    store.prune();
    JobRecord job =
        new JobRecord(
            store.create(),
            request,
            JobState.QUEUED,
            plan.output(),
            new Times(System.currentTimeMillis(), 0, 0, 0),
            new Counts(workers, plan.phaseCount(), plan.tiles(), 0, 0, 0, 0),
            Outcome.NONE);
    store.write(job);
    queue.add(new Waiting(job, plan));
    LOG.info("job accepted: job={} operation={}", job.job(), request.operation());
    return job.job();
  }

  /// Takes over what a dead coordinator left: waiting jobs wait on, running ones have failed.
  public void takeOver() {
    for (JobRecord job : store.list()) {
      if (job.state() == JobState.RUNNING) {
        removeTemporary(job);
        end(job.at(JobState.FAILED).with(failed(LostJob.describe(job, store.files(job.job())))));
      } else if (job.state() == JobState.QUEUED) {
        requeue(job);
      }
    }
  }

  /// Cancels a job that waits or runs.
  ///
  /// @throws IllegalArgumentException if there is none of this id, or it has ended
  public void cancel(String jobId) {
    if (running != null && running.record().job().equals(jobId)) {
      running.cancel();
      return;
    }
    Waiting waiting =
        queue.stream().filter(w -> w.job().job().equals(jobId)).findFirst().orElse(null);
    if (waiting == null) {
      throw new IllegalArgumentException(
          "no such job to cancel: job="
              + jobId
              + store.read(jobId).map(job -> ", state=" + job.state()).orElse("")
              + "; see phalanx jobs");
    }
    queue.remove(waiting);
    end(waiting.job().at(JobState.CANCELLED));
  }

  /// Begins the next job or moves the running one on.
  ///
  /// @return how much was done
  public int advance() {
    try {
      if (running == null) {
        return beginNext();
      }
      if (!running.advance()) {
        return 0;
      }
    } catch (RuntimeException e) {
      return failRunning(e);
    }
    JobRecord job = running.record();
    running = null;
    end(job);
    return 1;
  }

  /// True when no job runs or waits.
  public boolean isIdle() {
    return running == null && queue.isEmpty();
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
      running.fail(reason);
    }
  }

  public void onWorkerReady(int workerId) {
    if (running != null) {
      running.onWorkerReady(workerId);
    }
  }

  public void onDrained(int workerId, Event.PhaseDrained event) {
    if (running != null) {
      running.onDrained(workerId, event);
    }
  }

  public void onFailed(int workerId, Event.PhaseFailed event) {
    if (running != null) {
      running.onFailed(workerId, event);
    }
  }

  /// A worker process has ended and was reaped.
  public void onWorkerLost(int workerId, int incarnation, String how) {
    if (running != null) {
      running.onWorkerLost(workerId, incarnation, how);
    }
  }

  private int beginNext() {
    Waiting next = queue.peek();
    if (next == null || interrupted || crew.ready().isEmpty()) {
      return 0;
    }
    queue.remove();
    try {
      running = JobRun.begin(next.plan(), next.job(), store, crew);
    } catch (RuntimeException e) {
      LOG.error("job cannot start: job={} cause={}", next.job().job(), e.toString(), e);
      end(next.job().at(JobState.FAILED).with(failed(String.valueOf(e.getMessage()))));
    }
    return 1;
  }

  /// A fault of the coordinator's own part of a job, such as a full disk at the end of a phase.
  private int failRunning(RuntimeException e) {
    JobRun run = running;
    if (run == null) {
      throw e;
    }
    LOG.error("job fault: job={} cause={}", run.record().job(), e.toString(), e);
    running = null;
    end(run.abandon().at(JobState.FAILED).with(failed(String.valueOf(e.getMessage()))));
    LOG.info("job ended: job={} state=FAILED", run.record().job());
    return 1;
  }

  private void end(JobRecord job) {
    JobRecord whole =
        job.times().endedMs() == 0 ? job.with(job.times().ended(System.currentTimeMillis())) : job;
    crew.ready().forEach(workerId -> crew.order(workerId, new Order.EndJob(job.job())));
    store.write(whole);
    store.removeWorkFiles(job.job(), job.counts().phases());
    ended.accept(whole);
  }

  private void requeue(JobRecord job) {
    try {
      queue.add(new Waiting(job, planner.plan(job.request())));
    } catch (IllegalArgumentException e) {
      end(job.at(JobState.FAILED).with(failed(String.valueOf(e.getMessage()))));
    }
  }

  private static void removeTemporary(JobRecord job) {
    String temporary = job.outcome().temporary();
    if (temporary == null) {
      return;
    }
    try {
      Files.deleteIfExists(Path.of(temporary));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove: file=" + temporary + ", cause=" + e, e);
    }
  }

  private static Outcome failed(String reason) {
    return new Outcome(null, 0, reason, null);
  }

  private record Waiting(JobRecord job, JobPlan plan) {}
}
