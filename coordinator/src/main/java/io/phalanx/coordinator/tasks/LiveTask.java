package io.phalanx.coordinator.tasks;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import io.phalanx.shared.protocol.TaskRecord.Times;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;

/// A task that has not come to its end. The coordinator's thread owns it.
final class LiveTask {
  /// The slot of a task that is not offered.
  static final int NO_SLOT = -1;

  private final long taskId;
  private final TaskRequest request;
  private final long submittedMs;
  private int lostAttempts;
  private int slot = NO_SLOT;
  private long ticket;

  LiveTask(long taskId, TaskRequest request, long submittedMs, int lostAttempts) {
    this.taskId = taskId;
    this.request = request;
    this.submittedMs = submittedMs;
    this.lostAttempts = lostAttempts;
  }

  long taskId() {
    return taskId;
  }

  TaskRequest request() {
    return request;
  }

  long submittedMs() {
    return submittedMs;
  }

  /// Attempts that ended with the worker.
  int lostAttempts() {
    return lostAttempts;
  }

  void loseAttempt() {
    lostAttempts++;
  }

  /// As another coordinator has noted it.
  void lostAttempts(int count) {
    lostAttempts = count;
  }

  boolean isOffered() {
    return slot != NO_SLOT;
  }

  int slot() {
    return slot;
  }

  long ticket() {
    return ticket;
  }

  void offered(int inSlot, long withTicket) {
    slot = inSlot;
    ticket = withTicket;
  }

  void notOffered() {
    slot = NO_SLOT;
  }

  /// It has come to its end in a last attempt.
  TaskRecord ended(TaskState state, int worker, long runNs, Outcome outcome) {
    return record(state, lostAttempts + 1, worker, new Times(submittedMs, now(), runNs), outcome);
  }

  /// It has come to its end without a further attempt.
  TaskRecord endedBetween(TaskState state, int worker, Outcome outcome) {
    return record(state, lostAttempts, worker, new Times(submittedMs, now(), 0), outcome);
  }

  /// How far it is.
  ///
  /// @param worker who is at it, or [TaskRecord#NO_WORKER]
  TaskRecord look(int worker) {
    boolean running = worker != TaskRecord.NO_WORKER;
    return record(
        running ? TaskState.RUNNING : TaskState.QUEUED,
        lostAttempts + (running ? 1 : 0),
        worker,
        new Times(submittedMs, 0, 0),
        Outcome.NONE);
  }

  private TaskRecord record(
      TaskState state, int attempts, int worker, Times times, Outcome outcome) {
    return new TaskRecord(taskId, request.name(), state, attempts, worker, times, outcome);
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
