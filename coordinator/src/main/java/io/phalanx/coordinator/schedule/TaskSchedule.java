package io.phalanx.coordinator.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// Which of the waiting tasks are offered to the workers: always the most urgent ones, among equals
/// those with the lesser id. Offers are few for each worker, and a task that comes late and is more
/// urgent than what is offered takes the place of the least urgent offer that nobody has claimed.
///
/// ```text
/// add --> waiting --next--> offered --(a worker claims it)--> remove, or again
///            ^---withdrawn---/
/// ```
///
/// Pure.
public final class TaskSchedule {
  private static final Comparator<Turn> URGENCY =
      Comparator.comparingInt(Turn::priority).reversed().thenComparingLong(Turn::taskId);

  private final LongPredicate withdraw;
  private final Map<Long, Turn> turns = new HashMap<>();
  private final PriorityQueue<Turn> waiting = new PriorityQueue<>(URGENCY);
  private final TreeSet<Turn> offered = new TreeSet<>(URGENCY);

  /// Offered once, and found to be claimed.
  private final Set<Turn> claimed = new HashSet<>();

  /// @param withdraw takes the offer of a task back; false if a worker has claimed it
  public TaskSchedule(LongPredicate withdraw) {
    this.withdraw = withdraw;
  }

  private record Turn(long taskId, int priority) {}

  /// Adds a task that waits for its turn.
  public void add(long taskId, int priority) {
    Turn turn = new Turn(taskId, priority);
    if (turns.putIfAbsent(taskId, turn) != null) {
      throw new IllegalArgumentException("task twice: task=" + taskId);
    }
    waiting.add(turn);
  }

  /// The tasks that are to be offered now, the most urgent first.
  ///
  /// @param offersMax most tasks that are offered or claimed at a time
  public List<Long> next(int offersMax) {
    List<Long> next = new ArrayList<>();
    for (Turn first = waiting.peek(); first != null; first = waiting.peek()) {
      if (offered() >= offersMax && !makeRoom(first)) {
        break;
      }
      waiting.remove();
      offered.add(first);
      next.add(first.taskId());
    }
    return next;
  }

  /// Takes back the least urgent offer, if it is less urgent than a task and unclaimed.
  private boolean makeRoom(Turn first) {
    while (!offered.isEmpty() && URGENCY.compare(first, offered.last()) < 0) {
      Turn last = offered.removeLast();
      if (withdraw.test(last.taskId())) {
        waiting.add(last);
        return true;
      }
      claimed.add(last);
    }
    return false;
  }

  /// Has an offered task wait for its turn again: whoever had claimed it is gone.
  public void again(long taskId) {
    Turn turn = turn(taskId);
    if (!offered.remove(turn) && !claimed.remove(turn)) {
      throw new IllegalArgumentException("task was not offered: task=" + taskId);
    }
    waiting.add(turn);
  }

  /// Forgets a task that has come to its end.
  public void remove(long taskId) {
    Turn turn = turn(taskId);
    turns.remove(taskId);
    if (!offered.remove(turn) && !claimed.remove(turn)) {
      waiting.remove(turn);
    }
  }

  /// Takes back every offer that nobody has claimed.
  public void withdrawAll() {
    for (Turn turn : List.copyOf(offered)) {
      offered.remove(turn);
      if (withdraw.test(turn.taskId())) {
        waiting.add(turn);
      } else {
        claimed.add(turn);
      }
    }
  }

  /// Number of tasks that are offered or claimed.
  public int offered() {
    return offered.size() + claimed.size();
  }

  /// Number of tasks that wait and are not offered.
  public int waiting() {
    return waiting.size();
  }

  private Turn turn(long taskId) {
    Turn turn = turns.get(taskId);
    if (turn == null) {
      throw new IllegalArgumentException("no such task: task=" + taskId);
    }
    return turn;
  }
}
