package io.phalanx.shared.plugin;

import io.phalanx.shared.task.Task;
import io.phalanx.shared.task.catalog.BuiltInTasks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tasks that there are with some jars: theirs and the built-in ones. Immutable.
public final class TaskSet {
  static final TaskSet BUILT_IN = new TaskSet(List.of());

  private final Map<String, Task> byName = new TreeMap<>();

  /// @throws IllegalArgumentException if two have one name
  TaskSet(List<Task> provided) {
    BuiltInTasks.all().forEach(task -> byName.put(task.name(), task));
    for (Task task : provided) {
      Task other = byName.put(task.name(), task);
      if (other != null) {
        throw new PluginException(
            "two tasks of one name: task="
                + task.name()
                + ", classes="
                + other.getClass().getName()
                + " and "
                + task.getClass().getName());
      }
    }
  }

  /// All of them by name.
  public Collection<Task> all() {
    return byName.values();
  }

  /// The one of this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message names those that there are
  public Task named(String name) {
    Task task = byName.get(name);
    if (task == null) {
      throw new IllegalArgumentException(
          "no such task: task="
              + name
              + ", known="
              + byName.keySet()
              + "; a jar with others is given with --tasks");
    }
    return task;
  }
}
