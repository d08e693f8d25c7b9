package io.phalanx.worker.task;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The thread on which a worker takes tasks: there once the first task was asked for, so that
/// workers that never see one start as fast as they can.
///
/// Belongs to the worker's thread. It maps the counters itself, since a task may outlive the
/// worker's own mapping for a moment when the worker stops.
public final class TaskThread {
  private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MS = 200;

  private final ClusterDirectory directory;
  private final int workerId;
  private @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  /// The thread of this worker, not started.
  public TaskThread(ClusterDirectory directory, int workerId) {
    this.directory = directory;
    this.workerId = workerId;
  }

  /// Begins to take tasks; without effect the second time.
  public void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("tasks").start(this::run);
    }
  }

  /// Looks whether it still serves.
  ///
  /// @throws IllegalStateException if it has failed: then the worker is of no use for tasks
  public void requireSound() {
    if (failure != null) {
      throw new IllegalStateException("taking tasks failed: cause=" + failure, failure);
    }
  }

  /// Takes no further task. One that runs is cut off by the end of the process.
  ///
  /// @param bell of the tasks of this worker
  public void stop(Bell bell) {
    stopped = true;
    Thread running = thread;
    if (running == null) {
      return;
    }
    bell.ring();
    try {
      running.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (CounterFile counters = CounterFile.open(directory.counters());
        TaskAgent agent = TaskAgent.open(directory, workerId, counters.coordinatorBell())) {
      BellIdling idling = new BellIdling(counters.taskBell(workerId), LOOK_NS);
      while (!stopped) {
        idling.idle(agent.doWork());
      }
    } catch (Throwable e) {
      failure = e;
    }
  }
}
