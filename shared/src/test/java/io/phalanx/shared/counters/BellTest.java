package io.phalanx.shared.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ringer and sleeper have a mapping each, as two processes have.
@Timeout(30)
class BellTest {
  private static final long LONG_NS = TimeUnit.HOURS.toNanos(1);
  private static final int TURNS = 20_000;

  @TempDir private Path folder;

  @Test
  void shouldWakeWhoSleeps() {
    try (CounterFile mine = CounterFile.create(file());
        CounterFile other = CounterFile.open(file())) {
      Bell bell = mine.workerBell(255);
      Bell heard = other.workerBell(255);
      CompletableFuture<Void> slept = CompletableFuture.runAsync(() -> heard.await(0, LONG_NS));

      bell.ring();

      slept.join();
      assertThat(heard.rings()).isEqualTo(1);
      assertThat(other.coordinatorBell().rings()).isZero();
      assertThat(other.clientsBell().rings()).isZero();
      assertThat(other.workerBell(254).rings()).isZero();
    }
  }

  @Test
  void shouldNotSleepWhenItWasRungSinceTheLastLook() {
    try (CounterFile counters = CounterFile.create(file())) {
      Bell bell = counters.coordinatorBell();
      int heard = bell.rings();

      bell.ring();

      bell.await(heard, LONG_NS);
      assertThat(bell.rings()).isEqualTo(heard + 1);
    }
  }

  @Test
  void shouldEndTheWaitWhenTheTimeIsOver() {
    try (CounterFile counters = CounterFile.create(file())) {
      long startNs = System.nanoTime();

      counters.clientsBell().await(0, 0);
      counters.clientsBell().await(0, TimeUnit.MILLISECONDS.toNanos(5));

      assertThat(System.nanoTime() - startNs).isPositive();
    }
  }

  @Test
  void shouldLoseNoRingWhenTwoAnswerEachOther() {
    try (CounterFile mine = CounterFile.create(file());
        CounterFile other = CounterFile.open(file())) {
      AtomicInteger ball = new AtomicInteger();
      CompletableFuture<Void> odd =
          CompletableFuture.runAsync(() ->
              play(ball, 1, new BellIdling(other.workerBell(1), LONG_NS), other.workerBell(0)));

      play(ball, 0, new BellIdling(mine.workerBell(0), LONG_NS), mine.workerBell(1));

      odd.join();
      assertThat(ball.get()).isGreaterThanOrEqualTo(TURNS);
    }
  }

  /// Waits for the ball to be at this parity, moves it on, and rings the other one's bell.
  private static void play(AtomicInteger ball, int parity, BellIdling idling, Bell other) {
    while (ball.get() < TURNS) {
      int turn = ball.get();
      boolean mine = turn % 2 == parity;
      if (mine) {
        ball.set(turn + 1);
        other.ring();
      }
      idling.idle(mine || ball.get() >= TURNS ? 1 : 0);
    }
    other.ring();
  }

  private Path file() {
    return folder.resolve("counters.dat");
  }
}
