package io.phalanx.coordinator.api.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// How a pool ends: it is shut down, and has terminated once it is at rest, too.
final class PoolEnd {
  private final ReentrantLock lock;
  private final Condition terminated;
  private final BooleanSupplier atRest;
  private boolean shutdown;

  /// @param lock that of the pool
  /// @param atRest true if nothing of the pool is at work; asked under the lock
  PoolEnd(ReentrantLock lock, BooleanSupplier atRest) {
    this.lock = lock;
    this.terminated = lock.newCondition();
    this.atRest = atRest;
  }

  /// No task is taken any more.
  void shutDown() {
    lock.lock();
    try {
      shutdown = true;
      signalIfTerminated();
    } finally {
      lock.unlock();
    }
  }

  boolean isShutdown() {
    lock.lock();
    try {
      return shutdown;
    } finally {
      lock.unlock();
    }
  }

  boolean isTerminated() {
    lock.lock();
    try {
      return shutdown && atRest.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /// Wakes who waits, if the last task has ended; under the lock.
  void signalIfTerminated() {
    if (isTerminated()) {
      terminated.signalAll();
    }
  }

  /// Waits until the pool has terminated.
  ///
  /// @return false if the time was up
  boolean await(long timeout, TimeUnit unit) throws InterruptedException {
    long leftNs = unit.toNanos(timeout);
    lock.lockInterruptibly();
    try {
      while (!isTerminated()) {
        if (leftNs <= 0) {
          return false;
        }
        leftNs = terminated.awaitNanos(leftNs);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
