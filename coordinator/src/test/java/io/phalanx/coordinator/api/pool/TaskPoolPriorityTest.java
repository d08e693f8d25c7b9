package io.phalanx.coordinator.api.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rounds of submissions while every thread of the pool is held, so that the test knows who waits;
/// between them the pool runs as it likes, and every round but the first finds others waiting.
@Timeout(60)
class TaskPoolPriorityTest {
  private static final int ROUNDS = 20;
  private static final int TASKS_PER_ROUND = 300;
  private static final int STARTS_PER_ROUND = 100;

  private record Submitted(int priority, int order) {}

  private record Event(Submitted task, boolean isStart) {}

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest(name = "n={0} seed={1} virtual={2}")
  @CsvSource({"1,1,true", "1,2,false", "4,3,true", "4,4,false"})
  void shouldStartTheMostUrgentFirstWhenThousandsWaitAndOthersArriveLate(
      int n, long seed, boolean virtual) throws Exception {
    Random random = new Random(seed);
    try (TaskPool pool = virtual ? TaskPool.threads(n) : TaskPool.platformThreads(n)) {
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch release = hold(pool, n);
        CountDownLatch started = new CountDownLatch(STARTS_PER_ROUND);
        for (int i = 0; i < TASKS_PER_ROUND; i++) {
          submit(pool, new Submitted(random.nextInt(-3, 4), round * TASKS_PER_ROUND + i), started);
        }
        release.countDown();
        started.await();
      }
    }
    checkThatNobodyWasOvertaken(n);
  }

  /// Holds every thread of the pool: returns when none is in a task of the test.
  private static CountDownLatch hold(TaskPool pool, int n) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(n);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < n; i++) {
      var _ =
          pool.submit(
              () -> {
                held.countDown();
                return release.await(1, TimeUnit.MINUTES);
              },
              Integer.MAX_VALUE);
    }
    held.await();
    return release;
  }

  private void submit(TaskPool pool, Submitted task, CountDownLatch started) {
    events.add(new Event(task, false));
    var _ =
        pool.submit(
            () -> {
              events.add(new Event(task, true));
              started.countDown();
              return task;
            },
            task.priority());
  }

  /// A thread may be held up between the start of its task and what the task notes, so of n threads
  /// n - 1 may have started a more urgent task that is noted later.
  private void checkThatNobodyWasOvertaken(int n) {
    TreeSet<Submitted> waiting =
        new TreeSet<>(
            Comparator.comparingInt(Submitted::priority)
                .reversed()
                .thenComparingInt(Submitted::order));
    int starts = 0;
    for (Event event : events) {
      if (event.isStart()) {
        starts++;
        assertThat(waiting.headSet(event.task())).hasSizeLessThan(n);
        assertThat(waiting.remove(event.task())).isTrue();
      } else {
        waiting.add(event.task());
      }
    }
    assertThat(starts).isEqualTo(ROUNDS * TASKS_PER_ROUND);
  }
}
