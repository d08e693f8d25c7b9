package io.phalanx.coordinator.jobs;

import io.phalanx.shared.protocol.Message.Order;
import java.util.List;

/// The workers, as a job sees them.
public interface Crew {
  /// Ids of the workers that take orders now.
  List<Integer> ready();

  /// Sends an order to one of them.
  void order(int workerId, Order order);

  /// Bytes read and written by all tiles so far.
  long bytes();
}
