package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.download.FetchQueue.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
  @Test
  void shouldLetAnotherHostPassWhenTheUrgentOneIsBusy() {
    FetchQueue<String> queue = new FetchQueue<>(3, 1);
    Place<String> first = place("first", "a", 0, 0);
    queue.add(first);
    queue.next();
    queue.add(place("urgent", "a", 9, 1));
    queue.add(place("lesser", "b", 0, 2));

    assertThat(queue.next()).extracting(Place::item).isEqualTo("lesser");
    assertThat(queue.next()).isNull();
    queue.release(first);
    assertThat(queue.next()).extracting(Place::item).isEqualTo("urgent");
  }

  /// Thousands of downloads with late arrivals: each one that starts is the most urgent, and of
  /// those the earliest, of all that could start, and the limits hold all the time.
  @Test
  void shouldBeStrictWhateverComesWhenSeed42() {
    Random random = new Random(42);
    FetchQueue<Integer> queue = new FetchQueue<>(5, 2);
    List<Place<Integer>> waiting = new ArrayList<>();
    List<Place<Integer>> running = new ArrayList<>();
    Map<String, Integer> perHost = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(3) == 0) {
        Place<Integer> place = place(step, "host " + random.nextInt(4), random.nextInt(4), step);
        waiting.add(place);
        queue.add(place);
      } else if (!running.isEmpty() && random.nextBoolean()) {
        Place<Integer> done = running.remove(random.nextInt(running.size()));
        perHost.merge(done.host(), -1, Integer::sum);
        queue.release(done);
      } else if (!waiting.isEmpty() && random.nextInt(10) == 0) {
        assertThat(queue.remove(waiting.remove(random.nextInt(waiting.size())))).isTrue();
      } else {
        Place<Integer> expected = best(waiting, running.size() < 5, perHost);
        assertThat(queue.next()).isEqualTo(expected);
        if (expected != null) {
          waiting.remove(expected);
          running.add(expected);
          perHost.merge(expected.host(), 1, Integer::sum);
        }
      }
    }
  }

  private static @Nullable Place<Integer> best(
      List<Place<Integer>> waiting, boolean free, Map<String, Integer> perHost) {
    return waiting.stream()
        .filter(place -> free && perHost.getOrDefault(place.host(), 0) < 2)
        .min(
            Comparator.<Place<Integer>>comparingInt(place -> -place.priority())
                .thenComparingLong(Place::sequence))
        .orElse(null);
  }

  private static <T> Place<T> place(T item, String host, int priority, long sequence) {
    return new Place<>(item, host, priority, sequence);
  }
}
