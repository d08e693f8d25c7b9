package io.phalanx.coordinator.api.pool;

import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A pool of the workers of a running cluster, which it shares with whoever else gives that cluster
/// tasks: as many run beside each other as there are workers, and priorities count among all.
///
/// A task is a [NamedTask]; what it returns is JSON. One that throws ends with
/// [TaskFailedException], and one whose workers die begins again as often as it may. One whose time
/// is up has its worker killed and replaced. Cancelling a future with `false` takes a task back
/// unless it has begun.
///
/// The cluster takes tasks in after [#submit] has returned; what it refuses ends with
/// [RejectedExecutionException]. If it is stopped or its coordinator dies, every future that has no
/// outcome fails with a [PhalanxException] that has the id of the task, and the pool takes no more:
/// the tasks themselves stay, go on with the next cluster of the directory, and their outcomes can
/// be had there.
///
/// One thread speaks to the cluster for all callers, [ProcessTaskDesk]; it also completes the
/// futures, so what is chained to one must not wait for another. It is a daemon: a pool that is
/// never closed keeps no program from ending.
public final class ProcessTaskPool implements TaskPool {
  /// How many tasks may have no outcome yet.
  static final int UNFINISHED_MAX = 100_000;

  private final PoolTally tally = new PoolTally();
  private final TaskGroups groups = new TaskGroups(this::submitAll, tally);
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolEnd end = new PoolEnd(lock, this::isAtRest);

  // Under the lock:
  private final Set<ProcessTask> unfinished = new LinkedHashSet<>();
  private final Deque<ProcessTask> submitted = new ArrayDeque<>();
  private final Deque<Withdrawal> withdrawn = new ArrayDeque<>();
  private @Nullable ClusterTasks cluster;
  private @Nullable Throwable failure;

  private ProcessTaskPool() {}

  /// A task whose future was cancelled.
  ///
  /// @param running true if it is to be stopped though it runs
  record Withdrawal(ProcessTask task, boolean running) {}

  /// A pool of the cluster of this directory.
  ///
  /// @throws PhalanxException if none runs there
  static ProcessTaskPool open(ClusterDirectory directory) {
    ProcessTaskPool pool = new ProcessTaskPool();
    CompletableFuture<Boolean> opened = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("process-tasks")
        .start(() -> {
          try (ClusterTasks tasks = connect(directory)) {
            pool.opened(tasks);
            opened.complete(true);
            new ProcessTaskDesk(pool, tasks).serve();
          } catch (Throwable e) { // the futures say what it was
            opened.completeExceptionally(e);
            pool.fail(e);
          }
        });
    try {
      var _ = opened.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return pool;
  }

  private static ClusterTasks connect(ClusterDirectory directory) {
    return ClusterTasks.connect(directory)
        .orElseThrow(() ->
            new PhalanxException(
                Category.JOB,
                "no cluster is running: directory="
                    + directory.root()
                    + "; start one with phalanx start --detach"));
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

  /// What the pool does now and has done so far. It does not know which of its tasks a worker is
  /// at: those that the cluster has taken in count as `running`, and as `stillBusy` if they were
  /// cancelled and the cluster has not said that they are over.
  @Override
  public PoolReport report() {
    lock.lock();
    try {
      int waiting = 0;
      int running = 0;
      int stillBusy = 0;
      for (ProcessTask task : unfinished) {
        boolean taken = task.taskId() != ProcessTask.NO_ID;
        boolean decided = task.isDecided();
        waiting += !taken && !decided ? 1 : 0;
        running += taken && !decided ? 1 : 0;
        stillBusy += task.isStillBusy() ? 1 : 0;
      }
      return tally.report(waiting, running, stillBusy);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void shutdown() {
    lock.lock();
    try {
      end.shutDown();
      wake();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more tasks, and cancels those that it has; workers that are at one are killed and
  /// replaced.
  public void shutdownNow() {
    List<ProcessTask> all;
    lock.lock();
    try {
      shutdown();
      all = List.copyOf(unfinished);
    } finally {
      lock.unlock();
    }
    all.forEach(task -> task.cancel(true)); // runs what callers have chained to the futures
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
    shutdown();
    boolean interrupted = false;
    while (!isTerminated()) {
      try {
        var _ = awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAtRest() {
    return unfinished.isEmpty();
  }

  PoolTally tally() {
    return tally;
  }

  /// Takes back a task whose future was cancelled.
  void withdraw(ProcessTask task, boolean running) {
    lock.lock();
    try {
      if (unfinished.contains(task)) {
        withdrawn.add(new Withdrawal(task, running));
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The tasks that were submitted since the last call.
  List<ProcessTask> takeSubmitted() {
    return taken(submitted);
  }

  /// The tasks that were cancelled since the last call.
  List<Withdrawal> takeWithdrawn() {
    return taken(withdrawn);
  }

  /// A task is over, its future complete.
  void over(ProcessTask task) {
    lock.lock();
    try {
      unfinished.remove(task);
      end.signalIfTerminated();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // a NamedTask is a Callable<String> alone, so R is String
  private <R> List<CompletableFuture<R>> submitAll(
      List<? extends Callable<R>> callables, Terms terms) {
    Object parcel = new Object();
    List<ProcessTask> tasks = new ArrayList<>();
    for (Callable<R> callable : callables) {
      tasks.add(new ProcessTask(this, request(callable, terms), terms, parcel));
    }
    admit(tasks);
    return List.copyOf((List<CompletableFuture<R>>) (List<?>) tasks);
  }

  private static TaskRequest request(Callable<?> callable, Terms terms) {
    if (Objects.requireNonNull(callable, "task") instanceof NamedTask named) {
      return named.request(terms);
    }
    throw new IllegalArgumentException(
        "no task for a worker process: class="
            + callable.getClass().getName()
            + "; what it refers to is in this process alone: submit a NamedTask, or use"
            + " TaskPool.threads");
  }

  private void admit(List<ProcessTask> tasks) {
    lock.lock();
    try {
      if (failure != null) {
        throw new RejectedExecutionException("the cluster is gone: " + failure, failure);
      }
      if (end.isShutdown()) {
        throw new RejectedExecutionException("the pool is closed");
      }
      if (tasks.size() > UNFINISHED_MAX - unfinished.size()) {
        throw new RejectedExecutionException(
            "the pool is full: unfinished="
                + unfinished.size()
                + ", unfinishedMax="
                + UNFINISHED_MAX);
      }
      unfinished.addAll(tasks);
      submitted.addAll(tasks);
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void opened(ClusterTasks tasks) {
    lock.lock();
    try {
      cluster = tasks;
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock, so that the bell is not rung once it is unmapped.
  private void wake() {
    if (cluster != null) {
      cluster.wake();
    }
  }

  /// The desk is about to close its connection.
  ///
  /// @return false if there is still something to do
  boolean leaveIfTerminated() {
    lock.lock();
    try {
      if (isTerminated()) {
        cluster = null;
      }
      return cluster == null;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    List<ProcessTask> lost;
    lock.lock();
    try {
      failure = cause;
      cluster = null;
      lost = List.copyOf(unfinished);
    } finally {
      lock.unlock();
    }
    for (ProcessTask task : lost) {
      task.lose(lostWith(cause, task));
      over(task);
    }
  }

  private static PhalanxException lostWith(Throwable cause, ProcessTask task) {
    String what =
        task.taskId() == ProcessTask.NO_ID
            ? "; the task may have been taken in or not"
            : "; the task stays and goes on with the next cluster there, task="
                + TaskRecord.idText(task.taskId());
    String why = cause instanceof PhalanxException ? cause.getMessage() : cause.toString();
    return new PhalanxException(Category.JOB, why + what, cause);
  }

  private <T> List<T> taken(Deque<T> queue) {
    lock.lock();
    try {
      List<T> all = List.copyOf(queue);
      queue.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }
}
