package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sets of users' tasks that this process has loaded, by content.
///
/// The most recent ones are remembered, as [KernelSets] does. Safe for use by several threads.
public final class TaskSets {
  private static final int SETS_MAX = 8;
  private static final float LOAD_FACTOR = 0.75f;

  private static final Map<List<String>, TaskSet> RECENT =
      new LinkedHashMap<>(2 * SETS_MAX, LOAD_FACTOR, true);

  private TaskSets() {}

  /// The tasks of these jars and the built-in ones; loaded where this process has not done so yet.
  ///
  /// @throws IllegalArgumentException if a jar's tasks cannot be had
  /// @throws IllegalStateException if a file is gone or is not what it was
  public static TaskSet of(List<KernelJarRef> jars) {
    if (jars.isEmpty()) {
      return TaskSet.BUILT_IN;
    }
    List<String> content = jars.stream().map(KernelJarRef::sha256).toList();
    synchronized (RECENT) {
      TaskSet known = RECENT.get(content);
      if (known == null) {
        known = TaskLoad.load(jars);
        RECENT.put(content, known);
        if (RECENT.size() > SETS_MAX) {
          RECENT.remove(RECENT.keySet().iterator().next());
        }
      }
      return known;
    }
  }
}
