package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.protocol.Message.Order;
import java.util.List;

/// The workers, as tasks see them.
public interface TaskCrew {
  /// The workers that take orders now.
  List<WorkerRef> ready();

  /// How many workers there are to be, numbered from 0.
  int size();

  /// Sends an order to some of them.
  void order(List<WorkerRef> workers, Order order);

  /// Kills a worker that is at a task for too long, or at one that nobody wants any more; it is
  /// reaped and replaced like one that died.
  ///
  /// @param why for its post-mortem
  void kill(WorkerRef worker, String why);
}
