package io.phalanx.coordinator.tasks;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What came of the youngest tasks, in memory, as many as there is room for.
final class RecentOutcomes {
  /// What a record takes beside its texts, in characters.
  private static final int OVERHEAD = 100;

  private final long countMax;
  private final long lengthMax;
  private final Map<Long, TaskRecord> byId = new LinkedHashMap<>();
  private Consumer<TaskRecord> forgotten = task -> {};
  private long length;

  /// Nothing yet.
  ///
  /// @param countMax most of them
  /// @param lengthMax characters of all together
  RecentOutcomes(long countMax, long lengthMax) {
    this.countMax = countMax;
    this.lengthMax = lengthMax;
  }

  /// Has somebody told of every outcome that there is no room for any more.
  void onForgotten(Consumer<TaskRecord> listener) {
    forgotten = listener;
  }

  void add(TaskRecord task) {
    byId.put(task.taskId(), task);
    length += length(task);
    while (byId.size() > countMax || (length > lengthMax && byId.size() > 1)) {
      Iterator<TaskRecord> all = byId.values().iterator();
      TaskRecord oldest = all.next();
      all.remove();
      length -= length(oldest);
      forgotten.accept(oldest);
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
