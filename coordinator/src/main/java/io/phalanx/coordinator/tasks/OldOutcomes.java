package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.results.ChronicleOutcomes;
import io.phalanx.coordinator.results.OutcomeIndex;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.TaskRecord;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks up outcomes that are no longer in memory, one after the other on a thread of its own.
///
/// The first one that is asked for has an index made of all notes, which takes seconds; it is kept
/// up to date from then on. Where this JVM cannot have one, or it has no room, the notes are read
/// for each. The coordinator's thread asks and gets the answers.
final class OldOutcomes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OldOutcomes.class);

  /// Room of the index: it is made anew when it is full of outcomes that the notes have forgotten.
  private static final int ROOM_FACTOR = 2;

  private final ClusterDirectory directory;
  private final TaskKeeping keeping;
  private final Runnable found;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private @Nullable ExecutorService reader;

  /// The reader's own.
  private @Nullable OutcomeIndex index;

  private boolean indexed = ChronicleOutcomes.isPossible();

  /// @param found called by any thread when there is something to [poll][#poll]
  OldOutcomes(ClusterDirectory directory, TaskKeeping keeping, Runnable found) {
    this.directory = directory;
    this.keeping = keeping;
    this.found = found;
  }

  private record Answer(long correlationId, List<TaskRecord> tasks) {}

  /// Asks for the outcome of a task.
  ///
  /// @param correlationId comes back with the answer
  void ask(long taskId, long correlationId) {
    if (reader == null) {
      reader =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("old-outcomes").factory());
    }
    reader.execute(() -> {
      answers.add(new Answer(correlationId, read(taskId)));
      found.run();
    });
  }

  /// Takes over an outcome that memory has no room for.
  void add(TaskRecord task) {
    if (reader != null) { // else nobody has asked yet, and the notes have it
      reader.execute(() -> put(task));
    }
  }

  /// Hands over the answers that there are.
  ///
  /// @param taker told the correlation id, and the outcome or nothing
  /// @return how many there were
  int poll(BiConsumer<Long, List<TaskRecord>> taker) {
    int count = 0;
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      taker.accept(answer.correlationId(), answer.tasks());
      count++;
    }
    return count;
  }

  private List<TaskRecord> read(long taskId) {
    try {
      if (indexed && index == null) {
        makeIndex();
      }
      Optional<TaskRecord> task =
          index == null ? TaskNotes.find(directory, taskId) : index.find(taskId);
      return task.stream().toList();
    } catch (RuntimeException
        | Error e) { // InternalError is how a full disk shows in a mapped file
      LOG.warn("outcome not found: task=t{} cause={}", taskId, e.toString());
      doWithoutIndex(e);
      return List.of();
    }
  }

  private void put(TaskRecord task) {
    try {
      if (index != null && index.size() >= ROOM_FACTOR * keeping.outcomesMax()) {
        makeIndex();
      }
      if (index != null) {
        index.put(task);
      }
    } catch (RuntimeException | Error e) {
      doWithoutIndex(e);
    }
  }

  private void makeIndex() {
    closeIndex();
    long startNs = System.nanoTime();
    OutcomeIndex made =
        ChronicleOutcomes.create(directory.taskOutcomes(), ROOM_FACTOR * keeping.outcomesMax());
    index = made;
    TaskNotes.readOutcomes(directory, over -> over.tasks().forEach(made::put));
    LOG.info(
        "index of outcomes made: outcomes={} ms={}",
        made.size(),
        (System.nanoTime() - startNs) / 1_000_000);
  }

  private void doWithoutIndex(Throwable cause) {
    if (indexed) {
      LOG.warn("no index of outcomes, the notes are read instead: cause={}", cause.toString());
      indexed = false;
      closeIndex();
    }
  }

  private void closeIndex() {
    OutcomeIndex old = index;
    index = null;
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.execute(this::closeIndex);
      reader.shutdown();
    }
  }
}
