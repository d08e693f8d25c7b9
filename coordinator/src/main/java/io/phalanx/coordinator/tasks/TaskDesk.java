package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.desk.Answers;
import io.phalanx.coordinator.desk.LateOpening;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers what clients ask of tasks.
///
/// What is written down is read once the first request comes. The coordinator's thread owns it.
public final class TaskDesk implements AutoCloseable {
  /// Ended tasks of one reply, each with a text of some thousand characters at most.
  private static final int REPLY_TASKS_MAX = 64;

  private static final int LISTED_MAX = 1000;
  private static final int LISTED_ERROR_LENGTH_MAX = 300;

  private final ClusterDirectory directory;
  private final CounterFile counters;
  private final TaskCrew crew;
  private final Answers answers;
  private final OldOutcomes old;
  private final LateOpening<TaskBook> opening;
  private @Nullable TaskBook book;
  private @Nullable TaskFloor floor;

  public TaskDesk(
      ClusterDirectory directory, CounterFile counters, TaskCrew crew, Answers answers) {
    this.directory = directory;
    this.counters = counters;
    this.crew = crew;
    this.answers = answers;
    Runnable wake = counters.coordinatorBell()::ring;
    this.old = new OldOutcomes(directory, TaskKeeping.DEFAULT, wake);
    this.opening =
        new LateOpening<>(
            "tasks", () -> TaskBook.open(directory, TaskKeeping.DEFAULT), wake, answers);
  }

  /// Goes on with what an earlier coordinator left, if it left anything.
  public void takeOver() {
    if (Files.isDirectory(directory.taskNotes())) {
      opening.begin();
    }
  }

  /// Answers a request, now or once what is written down has been read.
  public void onRequest(Envelope envelope) {
    if (floor == null) {
      opening.begin(envelope);
    } else {
      answer(envelope);
    }
  }

  /// One turn.
  ///
  /// @return how much was done
  public int advance() {
    int workCount = opening.finish(this::onOpened, this::answer);
    TaskFloor tasks = floor;
    TaskBook noted = book;
    if (tasks == null || noted == null) {
      return workCount;
    }
    workCount += tasks.advance(System.nanoTime());
    workCount += noted.flush();
    workCount +=
        old.poll(
            (correlationId, found) -> answers.send(new Reply.TasksFound(found), correlationId));
    tellEnded(noted.write());
    return workCount;
  }

  /// True if no task is under way or may be.
  public boolean isIdle() {
    return !opening.isUnderWay() && (floor == null || floor.isQuiet());
  }

  /// Begins no further task because the cluster stops.
  public void interrupt(String reason) {
    if (floor != null) {
      floor.close(reason);
    }
  }

  public void onWorkerReady(WorkerRef worker) {
    if (floor != null) {
      floor.onWorkerReady(worker);
    }
  }

  /// Workers take no further task.
  public void retire(List<WorkerRef> workers) {
    if (floor != null) {
      floor.retire(workers);
    }
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param lost how; null where it was told to stop
  /// @return what it was doing, for people; null if that was no task
  public @Nullable String onWorkerLost(WorkerRef worker, @Nullable LostAttempt lost) {
    return floor == null ? null : floor.onWorkerLost(worker, lost);
  }

  /// Removes queue files that everybody has read.
  public void removeOldRolls() {
    if (floor != null) {
      floor.removeOldRolls();
    }
  }

  @Override
  public void close() {
    old.close();
    opening.abandon();
    if (floor != null) {
      floor.close();
    }
    if (book != null) {
      book.close();
    }
  }

  private void onOpened(TaskBook opened) {
    opened.onForgotten(old::add);
    try {
      floor = new TaskFloor(directory, counters, crew, opened);
      book = opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void answer(Envelope envelope) {
    if (envelope.message() instanceof Request.LookUpTask(var taskId)
        && book != null
        && book.recent(taskId) == null
        && book.mayKnow(taskId)) {
      old.ask(taskId, envelope.correlationId());
      return;
    }
    answers.answer(envelope, () -> reply((Request) envelope.message()));
  }

  private Reply reply(Request request) {
    TaskFloor tasks = floor;
    if (tasks == null) {
      throw new IllegalStateException("tasks are not open");
    }
    return switch (request) {
      case Request.SubmitTasks(var requests) ->
          new Reply.TasksAccepted(tasks.submit(requests), requests.size());
      case Request.CancelTask(var taskId) -> {
        if (!tasks.cancel(taskId)) {
          throw new IllegalArgumentException(
              "no such task to cancel: task=" + TaskRecord.idText(taskId));
        }
        yield new Reply.RequestDone();
      }
      case Request.LookUpTask(var taskId) -> new Reply.TasksFound(lookUp(tasks, taskId));
      case Request.ListTasks(var count) -> new Reply.TasksFound(list(tasks, count));
      default -> throw new IllegalArgumentException("no request of tasks: " + request);
    };
  }

  private List<TaskRecord> lookUp(TaskFloor tasks, long taskId) {
    TaskRecord found = tasks.look(taskId);
    if (found == null && book != null) {
      found = book.recent(taskId);
    }
    return found == null ? List.of() : List.of(found);
  }

  /// The youngest tasks, youngest last, without their results.
  private List<TaskRecord> list(TaskFloor tasks, int count) {
    if (book == null) {
      return List.of();
    }
    Stream<TaskRecord> live =
        book.live().stream().flatMap(task -> Stream.ofNullable(tasks.look(task.taskId())));
    List<TaskRecord> all =
        Stream.concat(book.recent().stream(), live)
            .sorted(Comparator.comparingLong(TaskRecord::taskId))
            .toList();
    int listed = Math.clamp(count, 0, LISTED_MAX);
    return all.subList(Math.max(0, all.size() - listed), all.size()).stream()
        .map(TaskDesk::brief)
        .toList();
  }

  private static TaskRecord brief(TaskRecord task) {
    String error = task.outcome().error();
    String brief =
        error == null || error.length() <= LISTED_ERROR_LENGTH_MAX
            ? error
            : error.substring(0, LISTED_ERROR_LENGTH_MAX) + "...";
    return new TaskRecord(
        task.taskId(),
        task.name(),
        task.state(),
        task.attempts(),
        task.worker(),
        task.times(),
        new Outcome(null, null, brief));
  }

  private void tellEnded(List<TaskRecord> ended) {
    for (int first = 0; first < ended.size(); first += REPLY_TASKS_MAX) {
      int limit = Math.min(ended.size(), first + REPLY_TASKS_MAX);
      answers.send(new Reply.TasksEnded(ended.subList(first, limit)), 0);
    }
  }
}
