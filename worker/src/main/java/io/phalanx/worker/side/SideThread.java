package io.phalanx.worker.side;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The thread of a [SideAgent].
///
/// Belongs to the worker's thread. It maps the counters itself, since what it runs may outlive the
/// worker's own mapping for a moment when the worker stops.
public final class SideThread {
  private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MS = 200;

  private final String name;
  private final ClusterDirectory directory;
  private final Function<CounterFile, Bell> bell;
  private @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile boolean retired;
  private volatile @Nullable Throwable failure;

  /// A thread that is not started.
  ///
  /// @param bell by which it is woken
  public SideThread(String name, ClusterDirectory directory, Function<CounterFile, Bell> bell) {
    this.name = name;
    this.directory = directory;
    this.bell = bell;
  }

  /// Starts it; without effect the second time.
  ///
  /// @param opening makes the agent, on the new thread
  public void start(Function<CounterFile, SideAgent> opening) {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name(name).start(() -> run(opening));
    }
  }

  /// Looks whether it still serves.
  ///
  /// @throws IllegalStateException if it has failed: then the worker is of no use for it
  public void requireSound() {
    if (failure != null) {
      throw new IllegalStateException(name + " failed: cause=" + failure, failure);
    }
  }

  /// Has it begin nothing new, and end once what was begun is done.
  ///
  /// @param counters whose mapping is still there
  public void retire(CounterFile counters) {
    retired = true;
    if (thread != null) {
      bell.apply(counters).ring();
    }
  }

  /// True once it has ended, or was not started.
  public boolean isGone() {
    return thread == null || !thread.isAlive();
  }

  /// Has it do no more. What it is at is cut off by the end of the process.
  ///
  /// @param counters whose mapping is still there
  public void stop(CounterFile counters) {
    stopped = true;
    Thread running = thread;
    if (running == null) {
      return;
    }
    bell.apply(counters).ring();
    try {
      running.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Function<CounterFile, SideAgent> opening) {
    try (CounterFile counters = CounterFile.open(directory.counters());
        SideAgent agent = opening.apply(counters)) {
      BellIdling idling = new BellIdling(bell.apply(counters), LOOK_NS);
      while (!stopped) {
        boolean retiring = retired;
        if (retiring) {
          agent.retire();
        }
        int workCount = agent.doWork();
        if (retiring && workCount == 0 && agent.isAtRest()) {
          return;
        }
        idling.idle(workCount);
      }
    } catch (Throwable e) {
      failure = e;
    }
  }
}
