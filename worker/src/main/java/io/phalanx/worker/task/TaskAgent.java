package io.phalanx.worker.task;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.ledger.TaskBoard;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.TaskOffer;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import io.phalanx.worker.side.SideAgent;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The duty cycle of what runs tasks in a worker: hear what is offered, claim the most urgent task,
/// run it, report.
///
/// One thread opens, runs and closes it.
public final class TaskAgent implements SideAgent {
  private static final Logger LOG = LoggerFactory.getLogger(TaskAgent.class);

  /// Offers are heard to the last before a task is chosen, or the choice would not be the most
  /// urgent one.
  private static final int OFFERS_PER_CYCLE_MAX = 1 << 20;

  private final int workerId;
  private final TaskBoard board;
  private final MessageQueue offerQueue;
  private final MessageQueue outcomeQueue;
  private final MessageReceiver offers;
  private final PatientSender events;
  private final OfferedTasks offered;
  private final TaskRun run;
  private final WorkerCounters counters;
  private boolean retired;

  private TaskAgent(ClusterDirectory directory, int workerId, CounterFile counterFile) {
    this.workerId = workerId;
    this.counters = counterFile.worker(workerId);
    this.board = TaskBoard.open(directory.taskBoard());
    this.offerQueue = MessageQueue.open(directory.offers());
    this.outcomeQueue = MessageQueue.open(directory.outcomes(workerId));
    this.offers = offerQueue.receiverFromEnd();
    this.events =
        new PatientSender(outcomeQueue.sender(workerId), counterFile.coordinatorBell()::ring);
    this.offered = new OfferedTasks(board, workerId);
    this.run = new TaskRun(directory, directory.log("worker-" + workerId));
  }

  /// Opens the queues and reports that offers are heard.
  ///
  /// @param counterFile stays open as long as the agent
  public static TaskAgent open(ClusterDirectory directory, int workerId, CounterFile counterFile) {
    TaskAgent agent = new TaskAgent(directory, workerId, counterFile);
    agent.events.send(new Event.TasksReady(), 0);
    LOG.info("taking tasks: workerId={}", workerId);
    return agent;
  }

  @Override
  public int doWork() {
    int workCount = offers.poll(this::onOffers, OFFERS_PER_CYCLE_MAX);
    workCount += events.flush();
    workCount += runNext();
    return workCount;
  }

  @Override
  public void retire() {
    retired = true;
  }

  @Override
  public boolean isAtRest() {
    return !events.isHolding();
  }

  private void onOffers(Envelope envelope) {
    if (!(envelope.message() instanceof Order.OfferTasks order)) {
      throw new IllegalStateException("not an offer: message=" + envelope.message());
    }
    order.offers().forEach(offered::add);
  }

  private int runNext() {
    TaskOffer offer = retired ? null : offered.claim();
    if (offer == null) {
      return 0;
    }
    counters.set(WorkerCounter.TASK, offer.taskId());
    long startNs = System.nanoTime();
    Outcome outcome = run.run(offer);
    long runNs = System.nanoTime() - startNs;
    boolean interrupted = Thread.interrupted(); // a task that interrupts itself, or a stop
    if (!board.leave(workerId, offer.ticket())) {
      awaitEnd(offer);
    }
    counters.set(WorkerCounter.TASK, 0);
    counters.add(WorkerCounter.TASKS, 1);
    events.send(new Event.TaskEnded(offer.slot(), offer.ticket(), runNs, outcome), 0);
    if (interrupted) {
      LOG.debug("task left its thread interrupted: task=t{}", offer.taskId());
    }
    return 1;
  }

  /// The task has come to its end without this worker, which is going to be killed.
  private static void awaitEnd(TaskOffer offer) {
    LOG.warn("task ended too late: task=t{} name={}", offer.taskId(), offer.name());
    while (true) {
      LockSupport.park();
    }
  }

  @Override
  public void close() {
    offers.close();
    events.close();
    offerQueue.close();
    outcomeQueue.close();
    board.close();
  }
}
