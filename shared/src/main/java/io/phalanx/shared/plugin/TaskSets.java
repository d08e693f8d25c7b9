package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.List;

/// The sets of users' tasks that this process has loaded, by content.
///
/// The most recent ones are remembered, ([Recent]). Safe for use by several threads.
public final class TaskSets {
  private static final Recent<TaskSet> RECENT = new Recent<>(TaskLoad::load);

  private TaskSets() {}

  /// The tasks of these jars and the built-in ones; loaded where this process has not done so yet.
  ///
  /// @throws IllegalArgumentException if a jar's tasks cannot be had
  /// @throws IllegalStateException if a file is gone or is not what it was
  public static TaskSet of(List<KernelJarRef> jars) {
    return jars.isEmpty() ? TaskSet.BUILT_IN : RECENT.of(jars);
  }
}
