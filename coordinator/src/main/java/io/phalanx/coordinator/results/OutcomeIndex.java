package io.phalanx.coordinator.results;

import io.phalanx.shared.protocol.TaskRecord;
import java.util.Optional;

/// What came of tasks, by id, outside of the heap. One thread uses it.
public interface OutcomeIndex extends AutoCloseable {
  /// What came of a task.
  Optional<TaskRecord> find(long taskId);

  /// Keeps what came of a task.
  ///
  /// @throws IllegalStateException if there is no room
  void put(TaskRecord task);

  /// Number of tasks in it.
  long size();

  @Override
  void close();
}
