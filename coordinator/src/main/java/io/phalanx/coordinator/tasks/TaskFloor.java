package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.jobs.JarCopies;
import io.phalanx.coordinator.schedule.TaskSchedule;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.ledger.TaskBoard;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings tasks to the workers and to their ends: offers the most urgent, hears outcomes, ends
/// those that take too long, and begins those again whose worker died.
///
/// The coordinator's thread owns it.
final class TaskFloor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFloor.class);

  /// Tasks that are offered or claimed, for each worker: enough that none waits for the coordinator
  /// between two short ones.
  private static final int OFFERS_PER_WORKER = 64;

  private final ClusterDirectory directory;
  private final CounterFile counters;
  private final TaskCrew crew;
  private final TaskBook book;
  private final TaskOffers offers;
  private final TaskSchedule schedule;
  private final JarCopies jars;
  private final Map<Integer, TaskLane> lanes = new TreeMap<>();
  private boolean closed;

  TaskFloor(ClusterDirectory directory, CounterFile counters, TaskCrew crew, TaskBook book) {
    this.directory = directory;
    this.counters = counters;
    this.crew = crew;
    this.book = book;
    this.jars = new JarCopies(directory.taskJars());
    this.offers = TaskOffers.open(directory);
    this.schedule =
        new TaskSchedule(taskId -> offers.withdraw(Objects.requireNonNull(book.live(taskId))));
    book.live().forEach(task -> schedule.add(task.taskId(), task.request().priority()));
    crew.ready().forEach(this::onWorkerReady);
  }

  /// Takes tasks in for good.
  ///
  /// @return the id of the first one
  /// @throws IllegalArgumentException if a jar is gone, or another one than the client saw
  /// @throws IllegalStateException if too many are under way
  long submit(List<TaskRequest> requests) {
    List<LiveTask> taken = book.take(requests.stream().map(this::withCopies).toList());
    taken.forEach(task -> schedule.add(task.taskId(), task.request().priority()));
    offerNext();
    return taken.getFirst().taskId();
  }

  private TaskRequest withCopies(TaskRequest request) {
    return request.withJars(
        jars.keep(
            request.jars(),
            () -> book.live().stream().flatMap(task -> task.request().jars().stream())));
  }

  /// One turn.
  ///
  /// @return how much was done
  int advance(long nowNs) {
    int workCount = offers.flush();
    for (TaskLane lane : lanes.values()) {
      workCount += lane.poll(envelope -> onEvent(lane, envelope));
    }
    endOverdue(TimeUnit.NANOSECONDS.toMillis(nowNs));
    workCount += offerNext();
    return workCount;
  }

  /// Takes a task back.
  ///
  /// @return false if there is none under way of this id
  boolean cancel(long taskId) {
    LiveTask task = book.live(taskId);
    if (task == null) {
      return false;
    }
    Outcome outcome = Outcome.failed("somebody took it back");
    if (!task.isOffered() || offers.withdraw(task)) {
      end(task.endedBetween(TaskState.CANCELLED, TaskRecord.NO_WORKER, outcome));
      return true;
    }
    int workerId = worker(task);
    TaskLane lane = lanes.get(workerId);
    if (lane != null && offers.board().condemn(workerId, task.ticket())) {
      endAndKill(lane, task.ended(TaskState.CANCELLED, workerId, 0, outcome), "was cancelled");
    }
    return true; // else it has just ended, which will be heard
  }

  /// How far a task is that has not come to its end; null if there is no such task.
  @Nullable TaskRecord look(long taskId) {
    LiveTask task = book.live(taskId);
    return task == null ? null : task.look(task.isOffered() ? worker(task) : TaskRecord.NO_WORKER);
  }

  /// Offers nothing any more, since the cluster stops: what no worker has begun stays for whoever
  /// coordinates next.
  void close(String reason) {
    if (!closed) {
      closed = true;
      schedule.withdrawAll();
      LOG.info("no further task begins: reason={} waiting={}", reason, schedule.waiting());
    }
  }

  /// True if no worker is at a task or may begin one.
  boolean isQuiet() {
    return closed ? schedule.offered() == 0 : book.live().isEmpty();
  }

  void onWorkerReady(WorkerRef worker) {
    TaskLane lane = TaskLane.open(directory, worker, counters.taskBell(worker.workerId()));
    offers.board().reset(worker.workerId());
    lanes.put(worker.workerId(), lane);
    crew.order(List.of(worker), new Order.TakeTasks());
  }

  /// Workers take no further task. What was offered, and they might have taken, others look for.
  void retire(List<WorkerRef> workers) {
    for (WorkerRef worker : workers) {
      TaskLane lane = lanes.get(worker.workerId());
      if (lane != null && lane.worker().equals(worker)) {
        lane.retire();
      }
    }
    wakeWorkers();
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param lost how; null where it was told to stop
  /// @return what it was doing, for people; null if that was no task
  @Nullable String onWorkerLost(WorkerRef worker, @Nullable LostAttempt lost) {
    TaskLane lane = lanes.get(worker.workerId());
    if (lane == null || !lane.worker().equals(worker)) {
      return null;
    }
    // What it reported before it ended still counts.
    while (lane.poll(envelope -> onEvent(lane, envelope)) > 0) {}
    lanes.remove(worker.workerId());
    lane.close();
    String doing = null;
    for (LiveTask task : offers.claimedBy(worker.workerId())) {
      doing = "task " + TaskRecord.idText(task.taskId()) + " (" + task.request().name() + ")";
      offers.clear(task);
      onAttemptLost(task, worker, lost);
    }
    offers.board().reset(worker.workerId());
    return doing;
  }

  void removeOldRolls() {
    offers.removeOldRolls();
    lanes.values().forEach(TaskLane::removeOldRolls);
  }

  @Override
  public void close() {
    lanes.values().forEach(TaskLane::close);
    offers.close();
  }

  private void onEvent(TaskLane lane, Envelope envelope) {
    switch (envelope.message()) {
      case Event.TasksReady _ -> {
        lane.markReady();
        offers.repeat();
        lane.wake();
      }
      case Event.TaskEnded(var slot, var ticket, var runNs, var outcome) -> {
        LiveTask task = offers.find(ticket);
        if (task != null) {
          TaskState state = outcome.error() == null ? TaskState.DONE : TaskState.FAILED;
          offers.clear(task);
          end(task.ended(state, lane.worker().workerId(), runNs, outcome));
        }
      }
      default -> throw new IllegalStateException("not of a task: message=" + envelope.message());
    }
  }

  private void onAttemptLost(LiveTask task, WorkerRef worker, @Nullable LostAttempt lost) {
    if (lost == null) {
      schedule.again(task.taskId()); // told to stop in the middle of it
      return;
    }
    book.loseAttempt(task);
    int workerId = worker.workerId();
    if (task.lostAttempts() <= task.request().retries()) {
      LOG.warn(
          "task begins again: task={} name={} attempts={} workerId={}",
          TaskRecord.idText(task.taskId()),
          task.request().name(),
          task.lostAttempts(),
          workerId);
      schedule.again(task.taskId());
      return;
    }
    Outcome outcome =
        Outcome.failed(
            "its worker died in each of "
                + task.lostAttempts()
                + " attempts, the last one worker-"
                + workerId
                + ", "
                + lost.how()
                + "; post-mortem="
                + lost.postMortem());
    end(task.endedBetween(TaskState.QUARANTINED, workerId, outcome));
  }

  private void endOverdue(long nowMs) {
    for (TaskLane lane : lanes.values()) {
      int workerId = lane.worker().workerId();
      long ticket = offers.board().current(workerId);
      if (ticket == 0 || ticket == TaskBoard.CONDEMNED) {
        continue;
      }
      long atItMs = lane.atTicketMs(ticket, nowMs);
      LiveTask task = offers.find(ticket);
      if (task == null || task.request().timeoutMs() == 0) {
        continue;
      }
      long timeoutMs = task.request().timeoutMs();
      if (atItMs >= timeoutMs && offers.board().condemn(workerId, ticket)) {
        Outcome outcome =
            Outcome.failed(
                "it took longer than "
                    + timeoutMs
                    + " ms; worker-"
                    + workerId
                    + ", which ran it, was killed");
        long runNs = TimeUnit.MILLISECONDS.toNanos(atItMs);
        endAndKill(
            lane,
            task.ended(TaskState.TIMED_OUT, workerId, runNs, outcome),
            "took longer than " + timeoutMs + " ms");
      }
    }
  }

  private void endAndKill(TaskLane lane, TaskRecord ended, String what) {
    LiveTask task = Objects.requireNonNull(book.live(ended.taskId()));
    offers.clear(task);
    end(ended);
    crew.kill(
        lane.worker(), "its task " + TaskRecord.idText(ended.taskId()) + " " + what + "; killed");
  }

  private void end(TaskRecord ended) {
    schedule.remove(ended.taskId());
    book.end(ended);
  }

  private int offerNext() {
    if (closed || lanes.isEmpty()) {
      return 0;
    }
    int offersMax = Math.min(TaskBoard.SLOTS, OFFERS_PER_WORKER * lanes.size());
    List<Long> next = schedule.next(offersMax);
    if (!next.isEmpty()) {
      offers.offer(next.stream().map(taskId -> Objects.requireNonNull(book.live(taskId))).toList());
      wakeWorkers();
    }
    return next.size();
  }

  /// Wakes as many workers as there are tasks that nobody is at, of those that are at none: a
  /// worker that is looks again before it sleeps.
  private void wakeWorkers() {
    int idle = 0;
    for (TaskLane lane : lanes.values()) {
      idle += offers.board().current(lane.worker().workerId()) == 0 ? 1 : 0;
    }
    int wanted = offers.count() - (lanes.size() - idle);
    for (TaskLane lane : lanes.values()) {
      if (wanted <= 0) {
        return;
      }
      if (lane.isReady() && offers.board().current(lane.worker().workerId()) == 0) {
        lane.wake();
        wanted--;
      }
    }
  }

  private int worker(LiveTask task) {
    for (TaskLane lane : lanes.values()) {
      int workerId = lane.worker().workerId();
      if (offers.board().isClaimedBy(task.slot(), task.ticket(), workerId)) {
        return workerId;
      }
    }
    return TaskRecord.NO_WORKER;
  }
}
