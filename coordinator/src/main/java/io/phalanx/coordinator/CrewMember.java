package io.phalanx.coordinator;

import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
import io.phalanx.coordinator.process.WorkerProcess;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Order;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One worker process with its two queues, from its start until it was reaped.
///
/// The queues are as old as the process: a replacement starts with empty ones, so it never reads
/// what its predecessor was told.
final class CrewMember implements AutoCloseable {
  private static final int EVENTS_PER_POLL_MAX = 64;

  private final ClusterDirectory directory;
  private final WorkerProcess process;
  private final long startedMs;
  private final MessageQueue inbox;
  private final MessageQueue outbox;
  private final PatientSender orders;
  private final MessageReceiver events;
  private boolean ready;
  private boolean retired;
  private @Nullable String condemnation;

  /// @param bell of the worker
  CrewMember(ClusterDirectory directory, WorkerProcess process, Bell bell, long startedMs) {
    this.directory = directory;
    this.process = process;
    this.startedMs = startedMs;
    this.inbox = MessageQueue.open(directory.inbox(process.workerId()));
    this.outbox = MessageQueue.open(directory.events(process.workerId()));
    this.orders = new PatientSender(inbox.sender(Envelope.COORDINATOR), bell::ring);
    this.events = outbox.receiverFromStart();
  }

  WorkerProcess process() {
    return process;
  }

  long startedMs() {
    return startedMs;
  }

  boolean isReady() {
    return ready;
  }

  void markReady() {
    ready = true;
  }

  /// Notes that it was told to retire.
  ///
  /// @return true the first time
  boolean retire() {
    boolean first = !retired;
    retired = true;
    return first;
  }

  boolean isRetired() {
    return retired;
  }

  WorkerRef ref() {
    return new WorkerRef(process.workerId(), process.incarnation());
  }

  /// Notes why it is going to be killed.
  ///
  /// @return true the first time
  boolean condemn(Verdict verdict, long silentMs) {
    return condemn(
        (verdict == Verdict.SILENT ? "it was silent" : "it did not start")
            + " for "
            + silentMs
            + " ms: stopped, or stuck; killed");
  }

  /// Notes why it is going to be killed.
  ///
  /// @return true the first time
  boolean condemn(String why) {
    boolean first = condemnation == null;
    if (first) {
      condemnation = why;
    }
    return first;
  }

  /// Why the coordinator killed it; null if it did not.
  @Nullable String condemnation() {
    return condemnation;
  }

  /// Leaves an order for the worker, who may sleep on.
  void post(Order order) {
    orders.post(order, 0);
  }

  void wake() {
    orders.tell();
  }

  int pollEvents(Consumer<Envelope> handler) {
    return orders.flush() + events.poll(handler, EVENTS_PER_POLL_MAX);
  }

  /// Removes queue files that everybody has read.
  void removeOldRolls() {
    inbox.removeOldRolls();
    outbox.removeOldRolls();
  }

  /// Closes the queues and removes them; only once the process was reaped.
  @Override
  public void close() {
    orders.close();
    events.close();
    inbox.close();
    outbox.close();
    MessageQueue.delete(directory.inbox(process.workerId()));
    MessageQueue.delete(directory.events(process.workerId()));
  }
}
