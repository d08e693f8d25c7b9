package io.phalanx.coordinator.api.pool;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does things later, on platform threads: virtual ones wait for a carrier, and tasks that compute
/// may hold all of those. One clock serves every pool of the process.
final class TaskTimer {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private TaskTimer() {}

  /// Does something after a time, on a thread of its own: it may take long.
  ///
  /// @return cancels it
  static Future<?> after(Duration time, Runnable action) {
    return CLOCK.schedule(
        () -> startThread(action), TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("task-timer").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static void startThread(Runnable action) {
    try {
      Thread.ofPlatform().daemon().name("task-stop").start(action);
    } catch (OutOfMemoryError e) {
      // No more threads: other timeouts are late then, but this one is not lost.
      action.run();
    }
  }
}
