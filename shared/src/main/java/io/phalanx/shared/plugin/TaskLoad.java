package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Loads the classes of jars of users' tasks and makes one of each task.
final class TaskLoad {
  private static final String NAME = "[a-zA-Z][a-zA-Z0-9._-]{0,99}";

  private TaskLoad() {}

  /// @throws IllegalArgumentException if a jar's tasks cannot be had, or clash with others
  /// @throws IllegalStateException if a file is gone or is not what it was
  static TaskSet load(List<KernelJarRef> jars) {
    ClassLoader classes = KernelLoad.classes("tasks", jars, new ApiLoader(true));
    List<Task> tasks = new ArrayList<>();
    try {
      for (Task task : ServiceLoader.load(Task.class, classes)) {
        if (!task.name().matches(NAME)) {
          throw new PluginException(
              "no name of a task: task="
                  + task.name()
                  + ", class="
                  + task.getClass().getName()
                  + ", wanted="
                  + NAME);
        }
        tasks.add(task);
      }
    } catch (PluginException e) {
      throw e;
    } catch (RuntimeException | ServiceConfigurationError | LinkageError | AssertionError e) {
      throw new PluginException(
          "tasks cannot be loaded: jars="
              + jars.stream().map(KernelJarRef::path).toList()
              + ", cause="
              + Cause.of(e),
          e);
    }
    return new TaskSet(tasks);
  }
}
