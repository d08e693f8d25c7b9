package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.task.Task;
import java.util.List;

/// Loads the classes of jars of users' tasks and makes one of each task.
final class TaskLoad {
  private static final String NAME = "[a-zA-Z][a-zA-Z0-9._-]{0,99}";

  private TaskLoad() {}

  /// @throws IllegalArgumentException if a jar's tasks cannot be had, or clash with others
  /// @throws IllegalStateException if a file is gone or is not what it was
  static TaskSet load(List<KernelJarRef> jars) {
    List<Task> tasks = ServiceLoad.load("tasks", Task.class, jars);
    tasks.forEach(TaskLoad::requireName);
    return new TaskSet(tasks);
  }

  private static void requireName(Task task) {
    String name;
    try {
      name = task.name();
    } catch (RuntimeException | LinkageError e) {
      throw new PluginException(
          "a task has no name: class=" + task.getClass().getName() + ", cause=" + Cause.of(e), e);
    }
    if (!name.matches(NAME)) {
      throw new PluginException(
          "no name of a task: task="
              + name
              + ", class="
              + task.getClass().getName()
              + ", wanted="
              + NAME);
    }
  }
}
