package io.phalanx.coordinator.api.pool;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// The outcome of a task that was stopped because its time was up.
public final class TaskTimeoutException extends TimeoutException {
  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /// @param timeout how long the task was allowed to run
  public TaskTimeoutException(Duration timeout) {
    super("the task was stopped, its time is up: timeoutMs=" + timeout.toMillis());
    this.timeout = timeout;
  }

  /// How long the task was allowed to run.
  public Duration timeout() {
    return timeout;
  }
}
