package io.phalanx.coordinator.api.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// Several tasks submitted together.
///
/// @param intake of the pool that runs them
/// @param tally of that pool
record TaskGroups(TaskIntake intake, PoolTally tally) {
  /// See [TaskPool#mapWithTimeout].
  <T, R> TaskResults<R> mapWithTimeout(
      Function<? super T, ? extends Callable<R>> task,
      Collection<? extends T> inputs,
      Duration timeout) {
    List<Callable<R>> tasks = new ArrayList<>();
    for (T input : inputs) {
      tasks.add(task.apply(input));
    }
    return submit(0, tasks, timeout);
  }

  /// See [TaskPool#batch].
  <R> List<TaskOutcome<R>> batch(
      Iterable<? extends Callable<R>> tasks,
      int batchSize,
      Consumer<? super TaskOutcome<R>> callback)
      throws InterruptedException {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has one task at least: batchSize=" + batchSize);
    }
    List<TaskOutcome<R>> outcomes = new ArrayList<>();
    Iterator<? extends Callable<R>> rest = tasks.iterator();
    while (rest.hasNext()) {
      List<Callable<R>> batch = new ArrayList<>();
      while (batch.size() < batchSize && rest.hasNext()) {
        batch.add(rest.next());
      }
      TaskResults<R> results = submit(outcomes.size(), batch, TaskPool.UNLIMITED);
      try {
        results.asCompleted(callback);
      } catch (InterruptedException e) {
        results.cancel();
        throw e;
      }
      outcomes.addAll(results.inInputOrder());
    }
    return outcomes;
  }

  private <R> TaskResults<R> submit(int first, List<Callable<R>> tasks, Duration timeout) {
    List<CompletableFuture<R>> futures =
        intake.submitAll(tasks, new Terms(TaskPool.NORMAL, timeout));
    return TaskResults.of(first, futures, tally::countCallbackFailure);
  }
}
