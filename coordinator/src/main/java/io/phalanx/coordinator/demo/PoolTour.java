package io.phalanx.coordinator.demo;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.pool.NamedTask;
import io.phalanx.coordinator.api.pool.PoolReport;
import io.phalanx.coordinator.api.pool.TaskOutcome;
import io.phalanx.coordinator.api.pool.TaskPool;
import io.phalanx.coordinator.api.pool.TaskTimeoutException;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Shows what task pools do, the same on a thread and on a worker process, and checks each step.
public final class PoolTour {
  private static final List<Integer> PRIORITIES = List.of(1, 5, 1, 9);
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String MINUTE = "{\"ms\": 60000}";
  private static final int BATCHED = 5;

  private final String on;
  private final TaskPool pool;
  private final List<Step> steps = new ArrayList<>();

  private PoolTour(String on, TaskPool pool) {
    this.on = on;
    this.pool = pool;
  }

  /// What was shown.
  ///
  /// @param shows which property
  /// @param on `thread` or `process`
  /// @param seen in words
  /// @param right false if it was not so
  public record Step(String shows, String on, String seen, boolean right) {}

  /// Goes through all steps, on one thread and then on one process.
  ///
  /// @param folder for a cluster, which exists and is empty
  /// @throws IOException if the cluster does not start
  public static List<Step> through(Distribution distribution, Path folder)
      throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    try (TaskPool threads = TaskPool.threads(1)) {
      steps.addAll(new PoolTour("thread", threads).all());
    }
    ClusterDirectory directory = new ClusterDirectory(folder.resolve("cluster"));
    ClusterSettings settings = ClusterSettings.defaults().withWorkers(1);
    try (Cluster _ = Cluster.launch(directory, settings, distribution);
        TaskPool processes = TaskPool.processes(directory)) {
      steps.addAll(new PoolTour("process", processes).all());
    }
    return List.copyOf(steps);
  }

  private List<Step> all() throws InterruptedException {
    priority();
    timeout();
    order();
    callbacks();
    return steps;
  }

  /// The only place is held until all others wait; then who holds it is stopped.
  private void priority() {
    CompletableFuture<String> holder =
        pool.submit(NamedTask.of("sleep", MINUTE), Collections.max(PRIORITIES));
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int i = 0; i < PRIORITIES.size(); i++) {
      int number = i + 1;
      CompletableFuture<String> future =
          pool.submit(NamedTask.of("echo", String.valueOf(number)), PRIORITIES.get(i));
      asked.add(future.thenRun(() -> order.add(number)));
    }
    awaitTaken(1 + PRIORITIES.size());
    holder.cancel(true);
    asked.forEach(CompletableFuture::join);
    add(
        "strict priority",
        "submitted 1 2 3 4 with priorities 1 5 1 9, ran " + joined(order),
        order.equals(List.of(4, 2, 1, 3)));
  }

  /// Until the pool, or the cluster behind it, has them all.
  private void awaitTaken(int tasks) {
    PoolReport report = pool.report();
    while (report.waiting() + report.running() < tasks
        || (on.equals("process") && report.waiting() > 0)) {
      LockSupport.parkNanos(LOOK_NS);
      report = pool.report();
    }
  }

  private void timeout() {
    CompletableFuture<String> endless =
        pool.submit(NamedTask.of("sleep", MINUTE), TaskPool.NORMAL, LIMIT);
    CompletableFuture<String> next = pool.submit(NamedTask.of("echo", "1"), TaskPool.NORMAL);
    boolean stopped = endless.handle((_, thrown) -> isTimeout(thrown)).join();
    boolean wentOn = next.join().equals("1");
    add(
        "a timeout stops",
        "a minute's sleep ended after " + LIMIT.toMillis() + " ms, the next task ran",
        stopped && wentOn);
  }

  private static boolean isTimeout(Throwable thrown) {
    return thrown instanceof TaskTimeoutException
        || (thrown != null && thrown.getCause() instanceof TaskTimeoutException);
  }

  private void order() throws InterruptedException {
    List<String> inputs = List.of("{\"below\": 100}", "{\"below\": \"many\"}", "{\"below\": 10}");
    List<TaskOutcome<String>> outcomes =
        pool.mapWithTimeout(
                input -> NamedTask.of("prime-count", input), inputs, Duration.ofMinutes(1))
            .inInputOrder();
    add(
        "order of the input",
        outcomes.stream().map(PoolTour::text).collect(Collectors.joining(", ")),
        outcomes.get(0) instanceof TaskOutcome.Done<String>
            && outcomes.get(1) instanceof TaskOutcome.Failed<String>
            && outcomes.get(2) instanceof TaskOutcome.Done<String>);
  }

  private static String text(TaskOutcome<String> outcome) {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      return "failed";
    }
  }

  private void callbacks() throws InterruptedException {
    List<NamedTask> tasks =
        IntStream.range(0, BATCHED)
            .mapToObj(number -> NamedTask.of("echo", String.valueOf(number)))
            .toList();
    List<TaskOutcome<String>> outcomes =
        pool.batch(
            tasks,
            2,
            outcome -> {
              if (outcome.index() == 1) {
                throw new IllegalStateException("a callback that throws, for the demonstration");
              }
            });
    add(
        "callbacks do no harm",
        "one of " + BATCHED + " threw, " + outcomes.size() + " tasks in batches of 2 are done",
        outcomes.size() == BATCHED
            && outcomes.stream().allMatch(TaskOutcome.Done.class::isInstance)
            && pool.report().callbackFailures() == 1);
  }

  private void add(String shows, String seen, boolean right) {
    steps.add(new Step(shows, on, seen, right));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
