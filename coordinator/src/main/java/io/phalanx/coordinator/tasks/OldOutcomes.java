package io.phalanx.coordinator.tasks;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.TaskRecord;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks up outcomes that are no longer in memory, one after the other on a thread of its own, since
/// the notes are many. The coordinator's thread asks and gets the answers.
final class OldOutcomes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OldOutcomes.class);

  private final ClusterDirectory directory;
  private final Runnable found;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private @Nullable ExecutorService reader;

  /// @param found called by any thread when there is something to [poll][#poll]
  OldOutcomes(ClusterDirectory directory, Runnable found) {
    this.directory = directory;
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
      return TaskNotes.find(directory, taskId).stream().toList();
    } catch (RuntimeException e) { // deleted meanwhile, with what was looked for
      LOG.warn("outcome not found: task=t{} cause={}", taskId, e.toString());
      return List.of();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.shutdownNow();
    }
  }
}
