package io.phalanx.coordinator;

import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.coordinator.process.WorkerProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// When the worker processes of a cluster were started, took orders and ended: those that live, and
/// the latest ones that do not. The coordinator's thread owns it.
final class WorkerLives {
  private final Map<Integer, WorkerLife> alive = new LinkedHashMap<>();
  private final Deque<WorkerLife> ended = new ArrayDeque<>();

  void launched(WorkerProcess process, long nowMs) {
    int workerId = process.workerId();
    alive.put(workerId, WorkerLife.launched(workerId, process.incarnation(), process.pid(), nowMs));
  }

  void ready(int workerId, long nowMs) {
    alive.computeIfPresent(workerId, (id, life) -> life.ready(nowMs));
  }

  void ended(int workerId, long nowMs) {
    WorkerLife life = alive.remove(workerId);
    if (life != null) {
      ended.addLast(life.ended(nowMs));
    }
    if (ended.size() > Incidents.LIVES_MAX) {
      ended.removeFirst();
    }
  }

  /// All that are known.
  List<WorkerLife> all() {
    List<WorkerLife> all = new ArrayList<>(ended);
    all.addAll(alive.values());
    return all;
  }
}
