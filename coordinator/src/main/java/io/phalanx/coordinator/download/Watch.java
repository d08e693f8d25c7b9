package io.phalanx.coordinator.download;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Interrupts the thread that started it if it makes no progress, or takes too long in all.
final class Watch implements AutoCloseable {
  /// What it found.
  enum Verdict {
    /// Nothing so far.
    FINE,
    /// No progress for too long.
    STALLED,
    /// The time is up.
    LATE
  }

  private final ScheduledExecutorService timer;
  private final Thread watched;
  private final long stallNs;
  private final long deadlineNs;
  private volatile long progressNs;
  private volatile boolean local;
  private volatile Verdict verdict = Verdict.FINE;
  private @Nullable ScheduledFuture<?> look;
  private boolean ended;

  private Watch(ScheduledExecutorService timer, long stallNs, long deadlineNs) {
    this.timer = timer;
    this.watched = Thread.currentThread();
    this.stallNs = stallNs;
    this.deadlineNs = deadlineNs;
    this.progressNs = System.nanoTime();
  }

  /// Watches this thread until it is closed.
  static Watch start(ScheduledExecutorService timer, long stallNs, long deadlineNs) {
    Watch watch = new Watch(timer, stallNs, deadlineNs);
    watch.look();
    return watch;
  }

  /// Something has come, or what follows waits for the network.
  void progress() {
    progressNs = System.nanoTime();
    local = false;
  }

  /// What follows, until there is progress, is this machine's own work: only the deadline counts.
  void local() {
    local = true;
  }

  Verdict verdict() {
    return verdict;
  }

  private synchronized void look() {
    if (ended) {
      return;
    }
    long nowNs = System.nanoTime();
    long stallLeftNs = local ? stallNs : progressNs + stallNs - nowNs;
    long leftNs = Math.min(deadlineNs - nowNs, stallLeftNs);
    if (leftNs > 0) {
      look = timer.schedule(this::look, leftNs, TimeUnit.NANOSECONDS);
      return;
    }
    verdict = deadlineNs - nowNs <= 0 ? Verdict.LATE : Verdict.STALLED;
    watched.interrupt();
  }

  @Override
  public synchronized void close() {
    ended = true;
    if (look != null) {
      look.cancel(false);
    }
    if (verdict != Verdict.FINE) {
      // The interrupt was for what was watched, not for what comes after.
      Thread.interrupted();
    }
  }
}
