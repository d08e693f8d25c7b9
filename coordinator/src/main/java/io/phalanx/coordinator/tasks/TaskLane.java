package io.phalanx.coordinator.tasks;

import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.protocol.Envelope;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What runs tasks in one worker process, from the order to take some until the process was reaped.
///
/// The queue of its outcomes is as old as the process.
final class TaskLane implements AutoCloseable {
  private static final int EVENTS_PER_POLL_MAX = 64;

  private final WorkerRef worker;
  private final Bell bell;
  private final Path directory;
  private final MessageQueue queue;
  private final MessageReceiver events;
  private boolean ready;
  private boolean retired;
  private long seenTicket;
  private long seenMs;

  private TaskLane(WorkerRef worker, Bell bell, Path directory, MessageQueue queue) {
    this.worker = worker;
    this.bell = bell;
    this.directory = directory;
    this.queue = queue;
    this.events = queue.receiverFromStart();
  }

  /// @param bell of the worker's tasks
  static TaskLane open(ClusterDirectory cluster, WorkerRef worker, Bell bell) {
    Path directory = cluster.outcomes(worker.workerId());
    return new TaskLane(worker, bell, directory, MessageQueue.open(directory));
  }

  WorkerRef worker() {
    return worker;
  }

  /// True while the worker sees what is offered, and takes it.
  boolean isReady() {
    return ready && !retired;
  }

  void markReady() {
    ready = true;
  }

  /// It takes no further task.
  void retire() {
    retired = true;
  }

  void wake() {
    bell.ring();
  }

  int poll(Consumer<Envelope> handler) {
    return events.poll(handler, EVENTS_PER_POLL_MAX);
  }

  /// How long the worker has been seen at this ticket, in ms.
  ///
  /// @param ticket that it is at now
  long atTicketMs(long ticket, long nowMs) {
    if (ticket != seenTicket) {
      seenTicket = ticket;
      seenMs = nowMs;
    }
    return nowMs - seenMs;
  }

  void removeOldRolls() {
    queue.removeOldRolls();
  }

  /// Closes the queue and removes it; only once the process was reaped.
  @Override
  public void close() {
    events.close();
    queue.close();
    MessageQueue.delete(directory);
  }
}
