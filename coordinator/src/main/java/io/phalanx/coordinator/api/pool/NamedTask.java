package io.phalanx.coordinator.api.pool;

import io.phalanx.shared.plugin.TaskJars;
import io.phalanx.shared.plugin.TaskSets;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.task.JsonText;
import io.phalanx.shared.task.TaskCall;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// A task by its name, JSON in and JSON out, that both kinds of pools can run: a process because
/// the name is all it needs, a thread because it is a Callable.
///
/// ```java
/// CompletableFuture<String> primes =
///     pool.submit(NamedTask.of("prime-count", "{\"below\": 1000}"), TaskPool.NORMAL);
/// ```
///
/// @param name which task
/// @param json its input
/// @param retries how often it begins again when the process that runs it dies
/// @param jars the jars that have the task, where it is not a built-in one
public record NamedTask(String name, String json, int retries, List<KernelJarRef> jars)
    implements Callable<String> {
  /// @throws IllegalArgumentException if there is no such task, or the input is not JSON
  public NamedTask {
    jars = List.copyOf(jars);
    var _ = TaskSets.of(jars).named(name);
    JsonText.require("input", json);
  }

  /// A built-in task.
  public static NamedTask of(String name, String json) {
    return new NamedTask(name, json, TaskRequest.RETRIES_DEFAULT, List.of());
  }

  /// A task of users' jars.
  ///
  /// @throws IllegalArgumentException if the jars have no such task, too
  public static NamedTask of(String name, String json, List<Path> jars) {
    return new NamedTask(name, json, TaskRequest.RETRIES_DEFAULT, TaskJars.look(jars));
  }

  /// The same with another number of retries.
  public NamedTask withRetries(int other) {
    return new NamedTask(name, json, other, jars);
  }

  /// Runs it in this thread.
  @Override
  public String call() throws Exception {
    return TaskCall.run(TaskSets.of(jars).named(name), json);
  }

  /// What a cluster is asked for.
  TaskRequest request(Terms terms) {
    return new TaskRequest(name, json, terms.priority(), terms.timeoutMs(), retries, jars);
  }
}
