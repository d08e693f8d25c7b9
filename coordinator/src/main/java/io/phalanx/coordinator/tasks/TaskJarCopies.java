package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.jobs.KernelStore;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.TaskRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Copies of the jars that tasks were submitted with, so that a task runs with the very classes
/// that its client saw. Those of the last tasks are remembered: a jar is not read again for each
/// task.
final class TaskJarCopies {
  private static final int REMEMBERED_MAX = 8;

  private final KernelStore store;
  private final Map<List<KernelJarRef>, List<KernelJarRef>> copies = new LinkedHashMap<>();

  TaskJarCopies(ClusterDirectory directory) {
    this.store = new KernelStore(directory.taskJars());
  }

  /// The requests with copies of their jars.
  ///
  /// @param live tasks whose jars are needed
  /// @throws IllegalArgumentException if a jar is gone, or another one than the client saw
  List<TaskRequest> keep(List<TaskRequest> requests, Collection<LiveTask> live) {
    return requests.stream().map(request -> keep(request, live)).toList();
  }

  private TaskRequest keep(TaskRequest request, Collection<LiveTask> live) {
    if (request.jars().isEmpty()) {
      return request;
    }
    List<KernelJarRef> kept = copies.get(request.jars());
    if (kept == null) {
      kept =
          store.keep(
              request.jars(),
              () ->
                  live.stream()
                      .flatMap(task -> task.request().jars().stream())
                      .map(KernelJarRef::sha256)
                      .collect(Collectors.toSet()));
      copies.put(request.jars(), kept);
      if (copies.size() > REMEMBERED_MAX) {
        copies.remove(copies.keySet().iterator().next());
      }
    }
    return request.withJars(kept);
  }
}
