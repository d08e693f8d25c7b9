package io.phalanx.coordinator.tasks;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All tasks of a directory: those that are under way, and what came of the youngest others. What
/// it is told it writes down first.
///
/// Opened by any thread, then owned by the coordinator's.
final class TaskBook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskBook.class);

  /// Ended tasks of one note, each with texts of some thousand characters at most.
  private static final int NOTE_TASKS_MAX = 64;

  private final TaskKeeping keeping;
  private final Map<Long, LiveTask> live = new TreeMap<>();
  private final RecentOutcomes recent;
  private final TaskNotes notes;
  private long lastId;
  private final List<TaskRecord> unwritten = new ArrayList<>();
  private final List<TaskRecord> untold = new ArrayList<>();

  private TaskBook(ClusterDirectory directory, TaskKeeping keeping) {
    this.keeping = keeping;
    this.recent =
        new RecentOutcomes(
            keeping.outcomesMax() - keeping.volumeOutcomesMax(), keeping.recentLengthMax());
    this.notes = TaskNotes.open(directory, keeping, this::read);
  }

  /// Reads what is written down.
  static TaskBook open(ClusterDirectory directory, TaskKeeping keeping) {
    TaskBook book = new TaskBook(directory, keeping);
    LOG.info("notes of tasks read: live={} lastId={}", book.live.size(), book.lastId);
    return book;
  }

  /// Takes tasks in for good.
  ///
  /// @throws IllegalStateException if too many are under way
  /// @throws io.phalanx.shared.bus.BusException if the disk is full
  List<LiveTask> take(List<TaskRequest> requests) {
    if (live.size() + requests.size() > keeping.liveMax()) {
      throw new IllegalStateException(
          "too many tasks are under way: tasks="
              + live.size()
              + ", submitted="
              + requests.size()
              + ", max="
              + keeping.liveMax()
              + "; wait for some, and submit again");
    }
    long nowMs = System.currentTimeMillis();
    notes.addNow(new Note.TasksTaken(lastId + 1, nowMs, 0, requests));
    List<LiveTask> taken = new ArrayList<>(requests.size());
    for (TaskRequest request : requests) {
      LiveTask task = new LiveTask(++lastId, request, nowMs, 0);
      live.put(task.taskId(), task);
      taken.add(task);
    }
    return taken;
  }

  /// An attempt ended with its worker.
  void loseAttempt(LiveTask task) {
    task.loseAttempt();
    notes.add(new Note.AttemptLost(task.taskId(), task.lostAttempts()));
  }

  /// A task has come to its end; [#write] writes that down.
  void end(TaskRecord task) {
    if (live.remove(task.taskId()) == null) {
      throw new IllegalStateException("two outcomes of a task: task=" + task);
    }
    unwritten.add(task);
    recent.add(task);
  }

  /// Writes down what has come to its end.
  ///
  /// @return what is written down since the last call, for whoever waits for it: while the disk is
  ///   full, nothing
  List<TaskRecord> write() {
    for (int first = 0; first < unwritten.size(); first += NOTE_TASKS_MAX) {
      int limit = Math.min(unwritten.size(), first + NOTE_TASKS_MAX);
      notes.add(new Note.TasksOver(unwritten.subList(first, limit)));
    }
    untold.addAll(unwritten);
    unwritten.clear();
    if (untold.isEmpty() || notes.isHolding()) {
      return List.of();
    }
    List<TaskRecord> ended = List.copyOf(untold);
    untold.clear();
    if (notes.isDue(live.size())) {
      notes.turnOver(live.values(), TaskBook::forget);
    }
    return ended;
  }

  int flush() {
    return notes.flush();
  }

  Collection<LiveTask> live() {
    return live.values();
  }

  @Nullable LiveTask live(long taskId) {
    return live.get(taskId);
  }

  /// What came of a task; null if it is under way, unknown, or no longer in memory.
  @Nullable TaskRecord recent(long taskId) {
    return recent.find(taskId);
  }

  /// What came of the youngest tasks, in the order in which they ended.
  Collection<TaskRecord> recent() {
    return recent.all();
  }

  /// The id of the youngest task; 0 if there was none.
  long lastId() {
    return lastId;
  }

  /// Has somebody told of every outcome that memory has no room for any more.
  void onForgotten(Consumer<TaskRecord> listener) {
    recent.onForgotten(listener);
  }

  /// True if an outcome may be written down that is not in memory.
  boolean mayKnow(long taskId) {
    return taskId >= 1 && taskId <= lastId && !live.containsKey(taskId);
  }

  @Override
  public void close() {
    notes.close();
  }

  private void read(Note note) {
    switch (note) {
      case Note.TasksTaken(var firstId, var submittedMs, var attempts, var tasks) -> {
        long taskId = firstId;
        for (TaskRequest request : tasks) {
          live.put(taskId, new LiveTask(taskId, request, submittedMs, attempts));
          lastId = Math.max(lastId, taskId++);
        }
      }
      case Note.AttemptLost(var taskId, var attempts) -> {
        LiveTask task = live.get(taskId);
        if (task != null) {
          task.lostAttempts(attempts);
        }
      }
      case Note.TasksOver(var tasks) ->
          tasks.forEach(task -> {
            live.remove(task.taskId());
            recent.add(task);
          });
    }
  }

  private static void forget(String resultFile) {
    try {
      Files.deleteIfExists(Path.of(resultFile));
    } catch (IOException e) {
      LOG.warn("cannot delete an old result: file={} cause={}", resultFile, e.toString());
    }
  }
}
