package io.phalanx.coordinator.api.pool;

import io.phalanx.shared.config.ClusterDirectory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Runs tasks, so many beside each other at most, the others wait: by priority, and at the same
/// priority in order of submission. A waiting urgent task always starts before a waiting lesser
/// one.
///
/// The outcome of a task is what it returned, or the exception it threw; [TaskTimeoutException] if
/// its time was up. Cancelling its future with `true` stops it, too: a thread is interrupted, a
/// process killed and replaced. What is chained to a future runs in the thread that ended the task,
/// and should be short.
///
/// Any thread may call any method. [#close] waits for every task that was submitted.
public interface TaskPool extends AutoCloseable {
  /// The priority of a task that has none. A higher number is more urgent.
  int NORMAL = 0;

  /// No limit on the time of a task.
  Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

  /// A pool of virtual threads, for tasks that wait for something most of their time: a network, a
  /// disk, another process. It is an [java.util.concurrent.ExecutorService], too.
  ///
  /// @param n tasks beside each other at most
  static ThreadTaskPool threads(int n) {
    return ThreadTaskPool.create(n, Thread.ofVirtual().name("task-", 0).factory());
  }

  /// The same of platform threads, for tasks that compute: virtual threads share as many of these
  /// as there are cores, and none of them would be left to anybody else.
  static ThreadTaskPool platformThreads(int n) {
    return ThreadTaskPool.create(n, Thread.ofPlatform().name("task-", 0).factory());
  }

  /// A pool of the workers of a running cluster, for tasks that are stopped for good when their
  /// time is up, and that take nothing along when they crash. Its tasks are [NamedTask]s, which run
  /// on threads, too.
  ///
  /// @param cluster the directory of the cluster
  /// @throws io.phalanx.shared.lifecycle.PhalanxException if none runs there
  static ProcessTaskPool processes(ClusterDirectory cluster) {
    return ProcessTaskPool.open(cluster);
  }

  /// Submits a task.
  ///
  /// @param priority the higher, the sooner
  /// @param timeout how long it may run, from its start; it is stopped then
  /// @throws RejectedExecutionException if the pool is closed or full
  /// @throws IllegalArgumentException if the timeout is not positive
  <R> CompletableFuture<R> submit(Callable<R> task, int priority, Duration timeout);

  /// Submits a task that may run for as long as it likes.
  default <R> CompletableFuture<R> submit(Callable<R> task, int priority) {
    return submit(task, priority, UNLIMITED);
  }

  /// Submits a task of each input, all with priority [#NORMAL].
  ///
  /// @param task the task of an input
  /// @param timeout how long each may run, from its own start
  /// @throws RejectedExecutionException if the pool is closed or full; none of them runs then
  <T, R> TaskResults<R> mapWithTimeout(
      Function<? super T, ? extends Callable<R>> task,
      Collection<? extends T> inputs,
      Duration timeout);

  /// Runs tasks in batches: one starts when all tasks of the one before have ended. Returns when
  /// all have. If the caller is interrupted meanwhile, the tasks of this batch are cancelled.
  ///
  /// @param tasks read as far as they are submitted
  /// @param batchSize tasks of a batch
  /// @param callback told every outcome as soon as there is one, in the thread of the caller; what
  ///   it throws is logged, counted, and changes nothing
  /// @return every outcome, in the order of the tasks
  /// @throws RejectedExecutionException if the pool is closed or full
  <R> List<TaskOutcome<R>> batch(
      Iterable<? extends Callable<R>> tasks,
      int batchSize,
      Consumer<? super TaskOutcome<R>> callback)
      throws InterruptedException;

  /// What the pool does now and has done so far.
  PoolReport report();

  /// Takes no more tasks; those that it has come to their ends.
  void shutdown();

  /// True once the pool takes no more tasks.
  boolean isShutdown();

  /// True once the pool takes no more tasks, and all that it had have ended.
  boolean isTerminated();

  /// Waits until it [#isTerminated].
  ///
  /// @return false if the time was over before
  boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException;

  /// Takes no more tasks and waits for the end of those it has. If the caller is interrupted
  /// meanwhile, the tasks are stopped.
  @Override
  void close();
}
