package io.phalanx.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskScheduleTest {
  private static final int OFFERS_MAX = 8;
  private static final int TASKS = 5000;

  @Test
  void shouldOfferEqualsInOrderOfSubmission() {
    TaskSchedule schedule = new TaskSchedule(taskId -> true);
    for (long taskId = 1; taskId <= 20; taskId++) {
      schedule.add(taskId, 0);
    }

    assertThat(schedule.next(3)).containsExactly(1L, 2L, 3L);
    schedule.remove(2);
    assertThat(schedule.next(3)).containsExactly(4L);
  }

  @Test
  void shouldMakeRoomForALateUrgentTask() {
    List<Long> withdrawn = new ArrayList<>();
    TaskSchedule schedule = new TaskSchedule(withdrawn::add);
    for (long taskId = 1; taskId <= 3; taskId++) {
      schedule.add(taskId, 0);
    }
    schedule.next(2);

    schedule.add(4, 9);

    assertThat(schedule.next(2)).containsExactly(4L);
    assertThat(withdrawn).containsExactly(2L);
    assertThat(schedule.offered()).isEqualTo(2);
    assertThat(schedule.waiting()).isEqualTo(2);
  }

  @Test
  void shouldLeaveClaimedTasksWhereTheyAre() {
    TaskSchedule schedule = new TaskSchedule(taskId -> false);
    schedule.add(1, 0);
    schedule.add(2, 0);
    schedule.next(2);

    schedule.add(3, 9);

    assertThat(schedule.next(2)).isEmpty();
    schedule.remove(1);
    assertThat(schedule.next(2)).containsExactly(3L);
  }

  @Test
  void shouldOfferATaskAgainBeforeItsYoungerEquals() {
    TaskSchedule schedule = new TaskSchedule(taskId -> true);
    schedule.add(1, 0);
    schedule.add(2, 0);
    schedule.add(3, 0);
    schedule.next(1);

    schedule.again(1);

    assertThat(schedule.next(1)).containsExactly(1L);
  }

  /// Workers claim and end tasks at random moments, tasks of random priority arrive late, and
  /// workers die: whenever one begins a task, none waits that is more urgent.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldNeverBeginALesserTaskWhileAMoreUrgentOneWaits(long seed) {
    Simulation simulation = new Simulation(seed);
    while (simulation.ended < TASKS) {
      simulation.step();
    }
    assertThat(simulation.schedule.offered()).isZero();
    assertThat(simulation.schedule.waiting()).isZero();
  }

  private static final class Simulation {
    private final RandomGenerator random;
    private final TaskSchedule schedule = new TaskSchedule(this::withdraw);
    private final Map<Long, Integer> priorities = new HashMap<>();

    /// Neither claimed nor ended, the most urgent first.
    private final TreeSet<Long> unclaimed =
        new TreeSet<>((one, other) -> {
          int byPriority = Integer.compare(priority(other), priority(one));
          return byPriority != 0 ? byPriority : Long.compare(one, other);
        });

    private final Set<Long> open = new HashSet<>();
    private final List<Long> running = new ArrayList<>();
    private long lastId;
    private int ended;

    Simulation(long seed) {
      random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private int priority(long taskId) {
      return priorities.getOrDefault(taskId, 0);
    }

    private boolean withdraw(long taskId) {
      return open.remove(taskId);
    }

    void step() {
      switch (random.nextInt(5)) {
        case 0, 1 -> arrive();
        case 2, 3 -> claim();
        default -> end();
      }
    }

    private void arrive() {
      int burst = random.nextInt(1, 6);
      for (int i = 0; i < burst && lastId < TASKS; i++) {
        long taskId = ++lastId;
        priorities.put(taskId, random.nextInt(-3, 4));
        unclaimed.add(taskId);
        schedule.add(taskId, priority(taskId));
      }
      offer();
    }

    private void offer() {
      open.addAll(schedule.next(OFFERS_MAX));
    }

    private void claim() {
      if (open.isEmpty() || running.size() >= OFFERS_MAX / 2) {
        return;
      }
      long first = unclaimed.first();
      assertThat(open).as("offered: %s, most urgent: %s", open, first).contains(first);
      open.remove(first);
      unclaimed.remove(first);
      running.add(first);
    }

    private void end() {
      if (running.isEmpty()) {
        return;
      }
      long taskId = running.remove(random.nextInt(running.size()));
      if (random.nextInt(10) == 0) { // its worker died
        unclaimed.add(taskId);
        schedule.again(taskId);
      } else {
        ended++;
        schedule.remove(taskId);
      }
      offer();
    }
  }
}
