package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.protocol.Message.Order;
import java.util.List;

/// The workers, as a job sees them.
public interface Crew {
  /// The workers that take orders now.
  List<WorkerRef> ready();

  /// How many workers there are to be, numbered from 0.
  int size();

  /// Sends an order to some of them, and wakes none before each has it: the first one awake may
  /// take the core of the thread that sends.
  void order(List<WorkerRef> workers, Order order);

  /// The worker processes that there are or were lately.
  List<WorkerLife> lives();

  /// Bytes read and written by all tiles so far.
  long bytes();
}
