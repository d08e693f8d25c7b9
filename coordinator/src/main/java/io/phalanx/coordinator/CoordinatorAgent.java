package io.phalanx.coordinator;

import static java.util.stream.Collectors.joining;

import io.phalanx.coordinator.jobs.JobDesk;
import io.phalanx.coordinator.jobs.JobPlanner;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.messages.MessageDesk;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.coordinator.tasks.LostAttempt;
import io.phalanx.coordinator.tasks.TaskDesk;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The duty cycle of a coordinator: hear clients and workers, reap and replace workers, move jobs
/// on.
///
/// One thread opens, runs and closes it.
final class CoordinatorAgent implements WorkerCrew.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorAgent.class);
  private static final int REQUESTS_PER_CYCLE_MAX = 16;
  private static final long CHECK_INTERVAL_MS = 500;
  private static final long ROLLS_INTERVAL_MS = 600_000;

  /// How long stopped workers may take to end before they are killed.
  private static final long WORKER_STOP_MS = 5_000;

  private final ClusterDirectory directory;
  private final WorkerCrew crew;
  private final IdleWatch idleness;
  private final JobDesk desk;
  private final TaskDesk tasks;
  private final MessageDesk messages;
  private final MessageQueue requestQueue;
  private final MessageQueue replyQueue;
  private final MessageReceiver requests;
  private final PatientSender replies;
  private final StopPlan stop = new StopPlan(WORKER_STOP_MS);
  private long checkDueMs;
  private long rollsDueMs = System.currentTimeMillis() + ROLLS_INTERVAL_MS;

  private CoordinatorAgent(
      ClusterDirectory directory,
      ClusterSettings settings,
      WorkerCrew crew,
      CounterFile counters,
      IdleWatch idleness) {
    this.directory = directory;
    this.crew = crew;
    this.idleness = idleness;
    this.requestQueue = MessageQueue.open(directory.requests());
    this.replyQueue = MessageQueue.open(directory.replies());
    this.requests = requestQueue.receiverFromStart();
    this.replies =
        new PatientSender(replyQueue.sender(Envelope.COORDINATOR), counters.clientsBell()::ring);
    this.desk =
        new JobDesk(
            new JobStore(directory), new JobPlanner(settings.tileKib()), crew, this::onJobEnded);
    this.tasks = new TaskDesk(directory, counters, crew, replies::send);
    this.messages = new MessageDesk(directory, settings, counters, crew, replies::send);
  }

  /// Opens the queues to clients.
  ///
  /// @param counters with the bells of those who wait for something
  /// @param idleness when the cluster ends for want of jobs
  static CoordinatorAgent open(
      ClusterDirectory directory,
      ClusterSettings settings,
      WorkerCrew crew,
      CounterFile counters,
      IdleWatch idleness) {
    return new CoordinatorAgent(directory, settings, crew, counters, idleness);
  }

  /// Takes over the unfinished jobs of the directory.
  ///
  /// @param goesOn says which of them are gone on with
  /// @param tasksToo true if unfinished tasks, and messages, are gone on with
  void takeOver(Predicate<JobRecord> goesOn, boolean tasksToo) {
    desk.takeOver(goesOn);
    if (tasksToo) {
      tasks.takeOver();
      messages.takeOver();
    }
  }

  /// One turn.
  ///
  /// @param guests commands that are being served, which keep an idle cluster from ending
  /// @return how much was done; 0 lets the caller idle
  int doWork(int guests) {
    int workCount = 0;
    workCount += requests.poll(this::onRequest, REQUESTS_PER_CYCLE_MAX);
    workCount += replies.flush();
    workCount += crew.pollEvents(this);
    workCount += crew.reap(this);
    workCount += tasks.advance();
    workCount += messages.advance();
    workCount += desk.advance();
    long nowMs = System.currentTimeMillis();
    watchIdleness(guests > 0 || isBusy() || messages.isUsed(), nowMs);
    workCount += checkIfDue(nowMs);
    return workCount;
  }

  private boolean isBusy() {
    return !desk.isIdle() || !tasks.isIdle() || !messages.isIdle();
  }

  /// Begins to stop: no further job is taken in.
  ///
  /// @param jobsMs how long the jobs may still take, in ms
  void requestStop(long jobsMs) {
    messages.refuse(Reply.RequestRefused.STOPPING);
    stop.request(System.currentTimeMillis(), jobsMs);
  }

  /// True once every worker has stopped.
  boolean isStopped() {
    return stop.areWorkersTold() && crew.isGone();
  }

  @Override
  public void onReady(WorkerRef worker) {
    desk.onWorkerReady(worker);
    tasks.onWorkerReady(worker);
    messages.onWorkerReady(worker);
  }

  @Override
  public void onDrained(WorkerRef worker, Event.PhaseDrained event) {
    desk.onDrained(worker, event);
  }

  @Override
  public void onFailed(WorkerRef worker, Event.PhaseFailed event) {
    desk.onFailed(worker, event);
  }

  @Override
  public void onRetired(WorkerRef worker) {
    tasks.onWorkerLost(worker, null);
    messages.onWorkerLost(worker, null);
    desk.onWorkerRetired(worker);
  }

  @Override
  public void onResized(List<WorkerRef> retired) {
    tasks.retire(retired);
    messages.resize();
  }

  @Override
  public String onLost(WorkerRef worker, Loss loss) {
    LostAttempt attempt =
        loss.postMortem() == null ? null : new LostAttempt(loss.how(), loss.postMortem());
    String task = tasks.onWorkerLost(worker, attempt);
    String message = messages.onWorkerLost(worker, attempt);
    String job = desk.onWorkerLost(worker, loss.how(), loss.reportedLines());
    return Stream.of(task, message, job).filter(Objects::nonNull).collect(joining(" beside "));
  }

  @Override
  public void close() {
    messages.close();
    tasks.close();
    requests.close();
    replies.close();
    requestQueue.close();
    replyQueue.close();
  }

  private void watchIdleness(boolean anythingToDo, long nowMs) {
    if (!idleness.isKept() || stop.isRequested()) {
      return;
    }
    idleness.note(anythingToDo, nowMs);
    if (idleness.isOver(nowMs)) {
      long keepMs = idleness.asKept().keepMs();
      LOG.info("idle for as long as the cluster is kept, stopping: keepMs={}", keepMs);
      requestStop(0);
    }
  }

  /// Lets others know how long the cluster stays, if that has changed.
  private void tellIdleness() {
    if (idleness.isKept() && idleness.takeChange()) {
      try {
        idleness.asKept().write(directory.keepAlive());
      } catch (UncheckedIOException e) {
        LOG.warn("how long the cluster stays cannot be told: cause={}", e.getMessage());
      }
    }
  }

  private int checkIfDue(long nowMs) {
    if (stop.isRequested()) {
      return advanceStop(nowMs);
    }
    if (nowMs >= checkDueMs) {
      checkDueMs = nowMs + CHECK_INTERVAL_MS;
      crew.check(nowMs);
      tellIdleness();
    }
    if (nowMs >= rollsDueMs) {
      rollsDueMs = nowMs + ROLLS_INTERVAL_MS;
      requestQueue.removeOldRolls();
      replyQueue.removeOldRolls();
      crew.removeOldRolls();
      tasks.removeOldRolls();
    }
    return 0;
  }

  private int advanceStop(long nowMs) {
    if (stop.areWorkersTold()) {
      if (stop.isWorkerTimeOver(nowMs)) {
        LOG.warn("workers do not stop: killing them, waitedMs={}", WORKER_STOP_MS);
        crew.close();
      }
      return 0;
    }
    boolean timeOver = stop.isJobTimeOver(nowMs);
    if (timeOver) {
      desk.interrupt("the cluster was stopped");
      tasks.interrupt("the cluster was stopped");
    }
    if (timeOver ? !desk.isBusy() : !isBusy()) {
      crew.stop();
      stop.workersTold(nowMs);
      return 1;
    }
    if (stop.isCutOffTimeOver(nowMs)) {
      crew.kill(); // their ends, once reaped, end the job
    }
    return 0;
  }

  private void onRequest(Envelope envelope) {
    switch (envelope.message()) {
      case Request.SubmitJob _,
          Request.SubmitTasks _,
          Request.OpenLane _,
          Request.ScaleCluster _,
          Request.KeepAlive _
          when stop.isRequested() ->
          replies.send(
              new Reply.RequestRefused(false, Reply.RequestRefused.STOPPING),
              envelope.correlationId());
      case Request.SubmitTasks _, Request.CancelTask _, Request.LookUpTask _, Request.ListTasks _ ->
          tasks.onRequest(envelope);
      case Request.OpenLane _ -> messages.onRequest(envelope);
      default -> onOtherRequest(envelope);
    }
  }

  private void onOtherRequest(Envelope envelope) {
    try {
      replies.send(answer(envelope), envelope.correlationId());
    } catch (IllegalArgumentException e) {
      refuse(envelope, true, e);
    } catch (RuntimeException e) {
      LOG.error("request failed: message={}", envelope.message(), e);
      refuse(envelope, false, e);
    }
  }

  private Reply answer(Envelope envelope) {
    return switch (envelope.message()) {
      case Request.SubmitJob submit -> new Reply.JobAccepted(desk.submit(submit.job()));
      case Request.CancelJob cancel -> {
        desk.cancel(cancel.jobId());
        yield new Reply.RequestDone();
      }
      case Request.StopCluster request -> {
        LOG.info("stop requested: timeoutMs={}", request.timeoutMs());
        requestStop(request.timeoutMs());
        yield new Reply.RequestDone();
      }
      case Request.ScaleCluster(var workers) -> {
        crew.resize(workers, this);
        yield new Reply.RequestDone();
      }
      case Request.KeepAlive request -> {
        if (!idleness.isKept()) {
          yield new Reply.RequestRefused(
              false, "the cluster is not kept: it ends with its command, or by phalanx stop");
        }
        idleness.renew(request.keepMs(), System.currentTimeMillis());
        tellIdleness();
        yield new Reply.RequestDone();
      }
      default -> throw new IllegalStateException("not a request: " + envelope.message());
    };
  }

  private void refuse(Envelope envelope, boolean usage, RuntimeException e) {
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    replies.send(new Reply.RequestRefused(usage, reason), envelope.correlationId());
  }

  private void onJobEnded(JobRecord job) {
    replies.send(new Reply.JobEnded(job.job(), job.state().name()), 0);
  }
}
