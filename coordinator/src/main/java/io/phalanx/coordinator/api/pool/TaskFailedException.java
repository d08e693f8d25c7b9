package io.phalanx.coordinator.api.pool;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskState;

/// A task failed in a worker process: it threw, or each worker that ran it died. The message has
/// the type and message of what it threw and where its stack trace is, or the post-mortem.
public final class TaskFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final boolean quarantined;

  /// The failure of a task that has ended.
  TaskFailedException(TaskRecord ended) {
    super("task " + TaskRecord.idText(ended.taskId()) + ": " + ended.outcome().error());
    this.taskId = ended.taskId();
    this.quarantined = ended.state() == TaskState.QUARANTINED;
  }

  /// Which task of the cluster it was.
  public long taskId() {
    return taskId;
  }

  /// True if each worker that ran it died; false if it threw.
  public boolean isQuarantined() {
    return quarantined;
  }
}
