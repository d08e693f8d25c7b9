package io.phalanx.coordinator.tasks;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.ledger.TaskBoard;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.TaskOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tasks that lie on the board for the workers to claim, and the queue that says what they are.
/// The coordinator's thread owns it.
final class TaskOffers implements AutoCloseable {
  /// Characters of inputs that go into one message, each of at most three bytes.
  private static final int MESSAGE_LENGTH_MAX = 256 << 10;

  private static final int MESSAGE_OFFERS_MAX = 256;

  private final TaskBoard board;
  private final MessageQueue queue;
  private final PatientSender sender;
  private final @Nullable LiveTask[] bySlot = new LiveTask[TaskBoard.SLOTS];
  private final int[] freeSlots = IntStream.range(0, TaskBoard.SLOTS).toArray();
  private int freeCount = TaskBoard.SLOTS;
  private long lastOffer;

  private TaskOffers(TaskBoard board, MessageQueue queue) {
    this.board = board;
    this.queue = queue;
    this.sender = new PatientSender(queue.sender(Envelope.COORDINATOR), () -> {});
  }

  static TaskOffers open(ClusterDirectory directory) {
    return new TaskOffers(
        TaskBoard.create(directory.taskBoard()), MessageQueue.open(directory.offers()));
  }

  TaskBoard board() {
    return board;
  }

  /// Number of tasks that lie there, claimed or not.
  int count() {
    return TaskBoard.SLOTS - freeCount;
  }

  /// Offers tasks, the most urgent first.
  void offer(List<LiveTask> tasks) {
    for (LiveTask task : tasks) {
      int slot = freeSlots[--freeCount];
      task.offered(slot, TaskBoard.ticket(++lastOffer, slot));
      bySlot[slot] = task;
      board.offer(slot, task.ticket());
    }
    tell(tasks);
  }

  /// Says again what is offered, for a worker that has just begun to listen. Others hear it twice,
  /// which is no harm: an offer is claimed once.
  void repeat() {
    tell(Stream.of(bySlot).filter(task -> task != null).toList());
  }

  /// Takes an offer back.
  ///
  /// @return false if a worker has claimed it
  boolean withdraw(LiveTask task) {
    boolean withdrawn = board.withdraw(task.slot(), task.ticket());
    if (withdrawn) {
      free(task);
    }
    return withdrawn;
  }

  /// The task of an offer; null if that is over.
  @Nullable LiveTask find(long ticket) {
    LiveTask task = bySlot[TaskBoard.slotOf(ticket)];
    return task != null && task.ticket() == ticket ? task : null;
  }

  /// The tasks that a worker has claimed and not brought to an end.
  List<LiveTask> claimedBy(int workerId) {
    List<LiveTask> claimed = new ArrayList<>();
    for (LiveTask task : bySlot) {
      if (task != null && board.isClaimedBy(task.slot(), task.ticket(), workerId)) {
        claimed.add(task);
      }
    }
    return claimed;
  }

  /// Forgets the offer of a task that is over, or begins again.
  void clear(LiveTask task) {
    board.clear(task.slot());
    free(task);
  }

  int flush() {
    return sender.flush();
  }

  void removeOldRolls() {
    queue.removeOldRolls();
  }

  @Override
  public void close() {
    sender.close();
    queue.close();
    board.close();
  }

  private void free(LiveTask task) {
    bySlot[task.slot()] = null;
    freeSlots[freeCount++] = task.slot();
    task.notOffered();
  }

  private void tell(List<LiveTask> tasks) {
    List<TaskOffer> offers = new ArrayList<>();
    int length = 0;
    for (LiveTask task : tasks) {
      int inputLength = task.request().input().length();
      if (!offers.isEmpty()
          && (length + inputLength > MESSAGE_LENGTH_MAX || offers.size() == MESSAGE_OFFERS_MAX)) {
        sender.post(new Order.OfferTasks(offers), 0);
        offers.clear();
        length = 0;
      }
      offers.add(
          new TaskOffer(
              task.slot(),
              task.ticket(),
              task.taskId(),
              task.request().priority(),
              task.request().name(),
              task.request().input(),
              task.request().jars()));
      length += inputLength;
    }
    if (!offers.isEmpty()) {
      sender.post(new Order.OfferTasks(offers), 0);
    }
  }
}
