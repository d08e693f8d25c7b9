package io.phalanx.coordinator.tasks;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.MessageSender;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.bus.QueueVolumes;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is written down of tasks, so that whoever coordinates next knows them: taken in, attempts
/// lost, outcomes. It survives every process.
///
/// The notes are cut into volumes, a queue each. A new volume begins with what has not come to its
/// end, so that the older ones hold nothing but outcomes, and the oldest is deleted once it is too
/// old or there are too many.
///
/// Read by one thread, then written by another.
final class TaskNotes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskNotes.class);
  private static final int POLL_MAX = 1 << 16;

  private final QueueVolumes folder;
  private final TaskKeeping keeping;
  private final Deque<Volume> volumes = new ArrayDeque<>();
  private MessageQueue queue;
  private MessageSender sender;
  private PatientSender patient;

  private TaskNotes(QueueVolumes folder, TaskKeeping keeping, Collection<Volume> volumes) {
    this.folder = folder;
    this.keeping = keeping;
    this.volumes.addAll(volumes);
    this.queue = MessageQueue.open(folder.path(this.volumes.getLast().number));
    this.sender = queue.sender(Envelope.COORDINATOR);
    this.patient = new PatientSender(sender, () -> {});
  }

  /// One queue of notes.
  private static final class Volume {
    private final int number;
    private final List<String> resultFiles = new ArrayList<>();
    private long outcomes;
    private long youngestMs;

    Volume(int number) {
      this.number = number;
    }

    void count(Note note) {
      if (note instanceof Note.TasksOver(var tasks) && !tasks.isEmpty()) {
        outcomes += tasks.size();
        for (TaskRecord task : tasks) {
          youngestMs = Math.max(youngestMs, task.times().endedMs());
          String file = task.outcome().resultFile();
          if (file != null) {
            resultFiles.add(file);
          }
        }
      }
    }
  }

  /// Reads all notes and opens the youngest volume to go on in it.
  ///
  /// @param read told of every note, oldest first
  /// @throws io.phalanx.shared.bus.BusException if they are damaged
  static TaskNotes open(ClusterDirectory directory, TaskKeeping keeping, Consumer<Note> read) {
    QueueVolumes folder = new QueueVolumes(directory.taskNotes());
    try {
      OwnerOnly.createDirectories(folder.folder());
      Deque<Volume> volumes = new ArrayDeque<>();
      for (int number : folder.numbers()) {
        volumes.add(read(folder, number, read));
      }
      if (volumes.isEmpty()) {
        volumes.add(new Volume(1));
      }
      return new TaskNotes(folder, keeping, volumes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the notes of tasks: folder=" + folder.folder() + ", cause=" + e, e);
    }
  }

  /// Reads all notes of outcomes, whoever writes at the same time.
  static void readOutcomes(ClusterDirectory directory, Consumer<Note.TasksOver> outcomes) {
    QueueVolumes folder = new QueueVolumes(directory.taskNotes());
    folder.numbers().forEach(number -> readOutcomes(folder, number, outcomes));
  }

  /// Looks an outcome up in the notes, whoever writes at the same time.
  static Optional<TaskRecord> find(ClusterDirectory directory, long taskId) {
    QueueVolumes folder = new QueueVolumes(directory.taskNotes());
    List<TaskRecord> found = new ArrayList<>();
    for (int number : folder.numbers().reversed()) {
      readOutcomes(
          folder,
          number,
          over ->
              over.tasks().stream().filter(task -> task.taskId() == taskId).forEach(found::add));
      if (!found.isEmpty()) {
        return Optional.of(found.getLast());
      }
    }
    return Optional.empty();
  }

  private static void readOutcomes(
      QueueVolumes folder, int number, Consumer<Note.TasksOver> outcomes) {
    Volume _ =
        read(
            folder,
            number,
            note -> {
              if (note instanceof Note.TasksOver over) {
                outcomes.accept(over);
              }
            });
  }

  private static Volume read(QueueVolumes folder, int number, Consumer<Note> read) {
    Volume volume = new Volume(number);
    try (MessageQueue queue = MessageQueue.open(folder.path(number))) {
      MessageReceiver receiver = queue.receiverFromStart();
      Consumer<Envelope> each =
          envelope -> {
            if (!(envelope.message() instanceof Note note)) {
              throw new IllegalStateException("not a note: message=" + envelope.message());
            }
            volume.count(note);
            read.accept(note);
          };
      while (receiver.poll(each, POLL_MAX) > 0) {}
    }
    return volume;
  }

  /// Writes a note down now. Once this returns it outlives this process.
  ///
  /// @throws io.phalanx.shared.bus.BusException if the disk is full; nothing was written
  void addNow(Note note) {
    if (patient.isHolding()) {
      throw new IllegalStateException(
          "no room for a note of a task: folder="
              + folder.folder()
              + "; free space on this file system");
    }
    sender.send(note, 0);
  }

  /// Writes a note down, now or once there is room on the disk.
  void add(Note note) {
    patient.post(note, 0);
    volumes.getLast().count(note);
  }

  /// True while notes wait for room on the disk.
  boolean isHolding() {
    return patient.isHolding();
  }

  int flush() {
    return patient.flush();
  }

  /// True if the youngest volume is full, and holds more than the next one will begin with.
  ///
  /// @param live tasks that have not come to their end
  boolean isDue(int live) {
    return !patient.isHolding()
        && volumes.getLast().outcomes >= Math.max(keeping.volumeOutcomesMax(), live);
  }

  /// Begins a volume with what has not come to its end, and deletes those that are over.
  ///
  /// @param live what has not come to its end
  /// @param forgotten told of every file of a result that is deleted
  void turnOver(Collection<LiveTask> live, Consumer<String> forgotten) {
    Volume next = new Volume(volumes.getLast().number + 1);
    MessageQueue fresh = MessageQueue.open(folder.path(next.number));
    closeCurrent();
    queue = fresh;
    sender = fresh.sender(Envelope.COORDINATOR);
    patient = new PatientSender(sender, () -> {});
    volumes.add(next);
    for (LiveTask task : live) {
      List<TaskRequest> one = List.of(task.request());
      add(new Note.TasksTaken(task.taskId(), task.submittedMs(), task.lostAttempts(), one));
    }
    deleteOld(System.currentTimeMillis(), forgotten);
  }

  private void deleteOld(long nowMs, Consumer<String> forgotten) {
    long outcomes = volumes.stream().mapToLong(volume -> volume.outcomes).sum();
    while (volumes.size() > 1) {
      Volume oldest = volumes.getFirst();
      boolean old = nowMs - oldest.youngestMs > keeping.ageMsMax();
      if (outcomes <= keeping.outcomesMax() && !old) {
        return;
      }
      oldest.resultFiles.forEach(forgotten);
      folder.delete(oldest.number);
      LOG.info("outcomes of tasks forgotten: volume={} count={}", oldest.number, oldest.outcomes);
      outcomes -= oldest.outcomes;
      volumes.removeFirst();
    }
  }

  @Override
  public void close() {
    closeCurrent();
  }

  private void closeCurrent() {
    patient.close();
    queue.close();
  }
}
