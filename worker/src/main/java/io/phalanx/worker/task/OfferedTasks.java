package io.phalanx.worker.task;

import io.phalanx.shared.ledger.TaskBoard;
import io.phalanx.shared.protocol.TaskOffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The offers that this worker has heard of, the most urgent first; of those that others claim it
/// learns when it tries. One thread uses it.
final class OfferedTasks {
  /// Offers above which those that others have claimed are forgotten.
  private static final int SWEEP_MIN = 4096;

  private static final Comparator<TaskOffer> URGENCY =
      Comparator.comparingInt(TaskOffer::priority).reversed().thenComparingLong(TaskOffer::taskId);

  private final TaskBoard board;
  private final int workerId;
  private final PriorityQueue<TaskOffer> offers = new PriorityQueue<>(URGENCY);
  private int sweepAt = SWEEP_MIN;

  OfferedTasks(TaskBoard board, int workerId) {
    this.board = board;
    this.workerId = workerId;
  }

  void add(TaskOffer offer) {
    offers.add(offer);
    if (offers.size() > sweepAt) {
      offers.removeIf(old -> !board.isOpen(old.slot(), old.ticket()));
      sweepAt = Math.max(SWEEP_MIN, 2 * offers.size());
    }
  }

  /// Claims the most urgent task that is open and begins it; null if there is none.
  @Nullable TaskOffer claim() {
    for (TaskOffer next = offers.poll(); next != null; next = offers.poll()) {
      if (board.claim(next.slot(), next.ticket(), workerId)) {
        board.begin(workerId, next.ticket());
        return next;
      }
    }
    return null;
  }
}
