package io.phalanx.coordinator.tasks;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of the youngest tasks, in memory, as many as there is room for.
final class RecentOutcomes {
  /// What a record takes beside its texts, in characters.
  private static final int OVERHEAD = 100;

  private final long countMax;
  private final long lengthMax;
  private final Map<Long, TaskRecord> byId = new LinkedHashMap<>();
  private long length;

  /// Nothing yet.
  ///
  /// @param countMax most of them
  /// @param lengthMax characters of all together
  RecentOutcomes(long countMax, long lengthMax) {
    this.countMax = countMax;
    this.lengthMax = lengthMax;
  }

  void add(TaskRecord task) {
    byId.put(task.taskId(), task);
    length += length(task);
    while (byId.size() > countMax || (length > lengthMax && byId.size() > 1)) {
      Iterator<TaskRecord> oldest = byId.values().iterator();
      length -= length(oldest.next());
      oldest.remove();
    }
  }

  @Nullable TaskRecord find(long taskId) {
    return byId.get(taskId);
  }

  /// All of them in the order in which they ended.
  Collection<TaskRecord> all() {
    return byId.values();
  }

  private static int length(TaskRecord task) {
    Outcome outcome = task.outcome();
    return OVERHEAD + length(outcome.result()) + length(outcome.error());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
