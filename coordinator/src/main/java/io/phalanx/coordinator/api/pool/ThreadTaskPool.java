package io.phalanx.coordinator.api.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of threads, which is an [java.util.concurrent.ExecutorService], too: what comes without a
/// priority has [TaskPool#NORMAL].
///
/// One lock guards who waits and who runs; a task starts at the moment it is taken from those that
/// wait, which are in order. A thread lives as long as it finds a task: a pool without tasks has no
/// threads, and one that is never closed leaves nothing behind. So while tasks wait, there are as
/// many threads as the pool may have.
///
/// [#shutdownNow] cancels the tasks that have not started, so that nobody waits for them in vain.
public final class ThreadTaskPool extends AbstractExecutorService implements TaskPool {
  /// How many tasks may wait.
  static final int WAITING_MAX = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(ThreadTaskPool.class);

  private final int places;
  private final ThreadFactory threads;
  private final PoolTally tally = new PoolTally();
  private final TaskGroups groups = new TaskGroups(this::submitAll, tally);
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolEnd end = new PoolEnd(lock, this::isAtRest);

  // Under the lock:
  private final TreeSet<PooledTask<?>> waiting = new TreeSet<>(PooledTask.URGENT_FIRST);
  private final Set<PooledTask<?>> running = new HashSet<>();
  private int threadCount;
  private long submittedCount;

  private ThreadTaskPool(int places, ThreadFactory threads) {
    this.places = places;
    this.threads = threads;
  }

  /// A pool whose threads a factory makes.
  ///
  /// @param places tasks beside each other at most
  static ThreadTaskPool create(int places, ThreadFactory threads) {
    if (places < 1) {
      throw new IllegalArgumentException("a pool runs one task at least: n=" + places);
    }
    return new ThreadTaskPool(places, threads);
  }

  @Override
  public <R> CompletableFuture<R> submit(Callable<R> task, int priority, Duration timeout) {
    return submitAll(List.of(task), new Terms(priority, timeout)).getFirst();
  }

  @Override
  public <T, R> TaskResults<R> mapWithTimeout(
      Function<? super T, ? extends Callable<R>> task,
      Collection<? extends T> inputs,
      Duration timeout) {
    return groups.mapWithTimeout(task, inputs, timeout);
  }

  @Override
  public <R> List<TaskOutcome<R>> batch(
      Iterable<? extends Callable<R>> tasks,
      int batchSize,
      Consumer<? super TaskOutcome<R>> callback)
      throws InterruptedException {
    return groups.batch(tasks, batchSize, callback);
  }

  @Override
  public PoolReport report() {
    lock.lock();
    try {
      return tally.report(
          waiting.size(),
          (int) running.stream().filter(task -> !task.isDecided()).count(),
          (int) running.stream().filter(PooledTask::isStillBusy).count());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    lock.lock();
    try {
      PooledTask<?> task =
          command instanceof PooledTask<?> own && own.isNewOf(this)
              ? own
              : PooledTask.of(this, command);
      admit(List.of(task));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return firstResult(List.copyOf(tasks), Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the end of time", e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return firstResult(List.copyOf(tasks), unit.toNanos(timeout));
  }

  @Override
  public void shutdown() {
    end.shutDown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<PooledTask<?>> neverStarted;
    lock.lock();
    try {
      neverStarted = List.copyOf(waiting);
      waiting.clear();
      running.forEach(PooledTask::interrupt);
      end.shutDown();
    } finally {
      lock.unlock();
    }
    // Outside of the lock, for this runs what callers have chained to the futures.
    neverStarted.forEach(task -> task.cancel(false));
    return neverStarted.stream().map(PooledTask::submitted).toList();
  }

  @Override
  public boolean isShutdown() {
    return end.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return end.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return end.await(timeout, unit);
  }

  @Override
  public void close() {
    super.close();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return PooledTask.of(this, Objects.requireNonNull(callable, "callable"), Terms.USUAL);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    Objects.requireNonNull(runnable, "runnable");
    return newTaskFor(() -> {
      runnable.run();
      return value;
    });
  }

  /// Submits all of them, or none.
  <R> List<CompletableFuture<R>> submitAll(List<? extends Callable<R>> callables, Terms terms) {
    List<PooledTask<R>> tasks = new ArrayList<>();
    for (Callable<R> callable : callables) {
      tasks.add(PooledTask.of(this, Objects.requireNonNull(callable, "task"), terms));
    }
    lock.lock();
    try {
      admit(tasks);
    } finally {
      lock.unlock();
    }
    return List.copyOf(tasks);
  }

  private boolean isAtRest() {
    return threadCount == 0;
  }

  PoolTally tally() {
    return tally;
  }

  /// A task that was cancelled waits no longer.
  void withdraw(PooledTask<?> task) {
    lock.lock();
    try {
      waiting.remove(task);
    } finally {
      lock.unlock();
    }
  }

  private void admit(List<? extends PooledTask<?>> tasks) {
    if (end.isShutdown()) {
      throw new RejectedExecutionException("the pool is closed");
    }
    if (tasks.size() > WAITING_MAX - waiting.size()) {
      throw new RejectedExecutionException(
          "the pool is full: waiting=" + waiting.size() + ", waitingMax=" + WAITING_MAX);
    }
    tasks.forEach(task -> task.queueAs(submittedCount++));
    waiting.addAll(tasks);
    try {
      for (int i = 0; i < tasks.size() && threadCount < places; i++) {
        startThread();
      }
    } catch (Throwable e) { // a factory is the caller's code; memory for a thread may be short
      if (threadCount == 0) {
        waiting.clear();
        throw new RejectedExecutionException("no thread for the task: cause=" + e, e);
      }
      LOG.warn("a pool has fewer threads than it may: threads={} of={}", threadCount, places, e);
    }
  }

  private void startThread() {
    Thread thread = threads.newThread(this::runTasks);
    Objects.requireNonNull(thread, "the thread of the factory");
    thread.start();
    threadCount++;
  }

  private void runTasks() {
    for (PooledTask<?> task = next(null); task != null; task = next(task)) {
      try {
        task.run();
      } catch (Throwable e) { // the handler of the caller failed: the other tasks go on
        LOG.error("a handler of what a task threw failed: cause={}", e, e);
      }
      var _ = Thread.interrupted(); // was meant for the task that has ended
    }
  }

  /// The next task of a thread; null if it has to end.
  private @Nullable PooledTask<?> next(@Nullable PooledTask<?> ended) {
    lock.lock();
    try {
      if (ended != null) {
        running.remove(ended);
      }
      PooledTask<?> task = waiting.pollFirst();
      if (task == null) {
        threadCount--;
        end.signalIfTerminated();
      } else {
        running.add(task);
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  private <T> T firstResult(List<Callable<T>> tasks, long timeoutNs)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("no tasks");
    }
    long startNs = System.nanoTime();
    List<CompletableFuture<T>> futures = submitAll(tasks, Terms.USUAL);
    BlockingQueue<CompletableFuture<T>> ended = new LinkedBlockingQueue<>();
    try {
      for (CompletableFuture<T> future : futures) {
        var _ = future.whenComplete((_, _) -> ended.add(future));
      }
      for (int i = 1; ; i++) {
        long leftNs = timeoutNs - (System.nanoTime() - startNs);
        CompletableFuture<T> future = ended.poll(leftNs, TimeUnit.NANOSECONDS);
        if (future == null) {
          throw new TimeoutException("no task has returned in time: tasks=" + tasks.size());
        }
        TaskOutcome<T> outcome = TaskOutcome.of(i, future);
        if (outcome instanceof TaskOutcome.Done<T> || i == tasks.size()) {
          return resultOf(outcome);
        }
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  private static <T> T resultOf(TaskOutcome<T> outcome) throws ExecutionException {
    try {
      return outcome.get();
    } catch (CancellationException e) {
      throw new ExecutionException(e);
    }
  }
}
