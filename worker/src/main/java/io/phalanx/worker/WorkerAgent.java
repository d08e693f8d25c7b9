package io.phalanx.worker;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.worker.message.MessageAgent;
import io.phalanx.worker.side.SideThread;
import io.phalanx.worker.task.TaskAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The duty cycle of a worker: show that it lives, take orders, run the next tile.
///
/// One thread opens, runs and closes it.
final class WorkerAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerAgent.class);
  private static final int ORDERS_PER_CYCLE_MAX = 16;

  private final MessageQueue inbox;
  private final MessageQueue outbox;
  private final MessageReceiver orders;
  private final PatientSender events;
  private final WorkerCounters counters;
  private final Heartbeat heartbeat;
  private final PhaseRunner phases;
  private final WorkerArguments arguments;
  private final CounterFile counterFile;
  private final SideThread tasks;
  private final SideThread messages;
  private final DutyTimes times;
  private boolean running = true;
  private boolean retired;

  private WorkerAgent(
      MessageQueue inbox,
      MessageQueue outbox,
      WorkerArguments arguments,
      Heartbeat heartbeat,
      CounterFile counterFile) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.orders = inbox.receiverFromStart();
    this.events =
        new PatientSender(outbox.sender(arguments.workerId()), counterFile.coordinatorBell()::ring);
    this.counters = heartbeat.counters();
    this.heartbeat = heartbeat;
    this.phases =
        new PhaseRunner(arguments, counters, events, () -> heartbeat.beatIfDue(System.nanoTime()));
    this.arguments = arguments;
    this.counterFile = counterFile;
    ClusterDirectory directory = arguments.directory();
    int workerId = arguments.workerId();
    this.tasks = new SideThread("tasks", directory, counts -> counts.taskBell(workerId));
    this.messages = new SideThread("messages", directory, counts -> counts.messageBell(workerId));
    this.times = new DutyTimes(counters, System.nanoTime());
  }

  /// Opens the worker's queues and reports it ready.
  static WorkerAgent open(
      WorkerArguments arguments, ClusterSettings settings, CounterFile counterFile) {
    int workerId = arguments.workerId();
    long pid = ProcessHandle.current().pid();
    WorkerCounters counters = counterFile.worker(workerId);
    counters.set(WorkerCounter.PID, pid);
    Heartbeat heartbeat = new Heartbeat(counters, settings.heartbeatMs());
    heartbeat.beatIfDue(System.nanoTime());
    WorkerAgent agent =
        new WorkerAgent(
            MessageQueue.open(arguments.directory().inbox(workerId)),
            MessageQueue.open(arguments.directory().events(workerId)),
            arguments,
            heartbeat,
            counterFile);
    counters.state(WorkerState.IDLE);
    agent.events.send(new Event.WorkerReady(workerId, arguments.incarnation(), pid), 0);
    LOG.info(
        "worker ready: workerId={} incarnation={} pid={}", workerId, arguments.incarnation(), pid);
    return agent;
  }

  /// False once the worker was told to stop, or to retire and has done what it had begun.
  boolean isRunning() {
    return running;
  }

  /// One turn.
  ///
  /// @return how much was done; 0 lets the caller idle
  int doWork() {
    heartbeat.beatIfDue(System.nanoTime());
    tasks.requireSound();
    messages.requireSound();
    int workCount = 0;
    workCount += orders.poll(this::onOrder, ORDERS_PER_CYCLE_MAX);
    workCount += events.flush();
    workCount += phases.runNextTile();
    times.endTurn(phases.isActive());
    if (retired && tasks.isGone() && messages.isGone() && !events.isHolding()) {
      running = false;
    }
    return workCount;
  }

  @Override
  public void close() {
    tasks.stop(counterFile);
    messages.stop(counterFile);
    phases.close();
    orders.close();
    events.close();
    inbox.close();
    outbox.close();
    counters.state(WorkerState.ABSENT);
  }

  private void onOrder(Envelope envelope) {
    switch (envelope.message()) {
      case Order.RunPhase order -> phases.begin(order.plan());
      case Order.EndJob order -> phases.end(order.jobId());
      case Order.TakeTasks _ ->
          tasks.start(
              counts -> TaskAgent.open(arguments.directory(), arguments.workerId(), counts));
      case Order.TakeMessages(var lane) ->
          messages.start(counts ->
              MessageAgent.open(arguments.directory(), arguments.workerId(), lane, counts));
      case Order.RetireWorker _ -> {
        retired = true;
        phases.retire();
        counters.state(WorkerState.STOPPING);
        tasks.retire(counterFile);
        messages.retire(counterFile);
        LOG.info("worker retires: workerId={}", arguments.workerId());
      }
      case Order.StopWorker ignored -> {
        counters.state(WorkerState.STOPPING);
        running = false;
      }
      default -> throw new IllegalStateException("not an order: message=" + envelope.message());
    }
  }
}
