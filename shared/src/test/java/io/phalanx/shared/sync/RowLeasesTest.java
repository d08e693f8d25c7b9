package io.phalanx.shared.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.sync.Participant.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RowLeasesTest {
  private static final int ROWS = 64;
  private static final int THREADS = 6;
  private static final int TURNS = 300;

  @TempDir private Path folder;

  @Test
  void shouldKeepOverlappingLeasesApartAndLetDisjointOnesBe() throws Exception {
    try (RowLeases leases = open();
        RowLeases other = open()) {
      RowLease lower = leases.acquire(0, 10);
      RowLease upper = other.acquire(10, 64);
      RowLease none = other.acquire(5, 5);
      assertThat(lower.isInconsistent()).isFalse();
      assertThat(upper.rows()).isEqualTo(new RowRange(10, 64));
      assertThat(none.rows()).isEqualTo(new RowRange(5, 5));
      CompletableFuture<Optional<RowLease>> wanted =
          CompletableFuture.supplyAsync(() -> tryAcquire(leases, 9, 11, 5));
      assertThat(wanted.join()).isEmpty();
      lower.close();
      lower.close();
      upper.close();
      assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(leases, 9, 11, 0)).join())
          .isPresent();
    }
  }

  @Test
  void shouldNeverGiveARowToTwo() {
    AtomicIntegerArray inside = new AtomicIntegerArray(ROWS);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try (RowLeases leases = open()) {
                  for (int turn = 0; turn < TURNS; turn++) {
                    int first = random.nextInt(ROWS);
                    int limit = first + random.nextInt(ROWS - first + 1);
                    try (RowLease lease = leases.acquire(first, limit)) {
                      visit(inside, lease.rows());
                    }
                  }
                }
              },
              task -> Thread.ofPlatform().daemon().start(task)));
    }
    all.forEach(CompletableFuture::join);
  }

  private static void visit(AtomicIntegerArray inside, RowRange rows) {
    for (int row = (int) rows.first(); row < rows.limit(); row++) {
      assertThat(inside.incrementAndGet(row)).isEqualTo(1);
    }
    for (int row = (int) rows.first(); row < rows.limit(); row++) {
      inside.decrementAndGet(row);
    }
  }

  /// A wide lease waits for a narrow one; a narrow one that comes later waits for the wide one.
  @Test
  void shouldNotLetNarrowLeasesOvertakeAWideOne() {
    try (RowLeases leases = open();
        PlayedProcess wide = PlayedProcess.start()) {
      RowLease narrow = leases.acquire(0, 1);
      wide.doUntilItStops(() ->
          RowLeases.open(file(), ROWS, wide.participant(Step.LEASE_WAITING)).acquire(0, ROWS));

      assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(leases, 7, 8, 5)).join()).isEmpty();

      wide.kill();
      assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(leases, 7, 8, 5000)).join())
          .hasValueSatisfying(lease -> assertThat(lease.isInconsistent()).isFalse());
      narrow.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"TAKEN", "LEASE_WRITTEN", "LEASE_WAITING", "LEASE_HELD", "RELEASING", "RELEASED"})
  void shouldFreeTheLeaseOfAHolderKilledAt(Step step) {
    // These steps are those of the table's guard too, which comes to them first.
    boolean touched = step == Step.LEASE_HELD;
    try (PlayedProcess holder = PlayedProcess.start();
        RowLeases leases = open()) {
      holder.doUntilItStops(
          () -> RowLeases.open(file(), ROWS, holder.participant(step)).acquire(10, 20).close());
      holder.kill();

      try (RowLease lease = leases.acquire(0, ROWS)) {
        assertThat(lease.inconsistent())
            .isEqualTo(touched ? List.of(new RowRange(10, 20)) : List.of());
        lease.makeConsistent();
      }
      try (RowLease lease = leases.acquire(0, ROWS)) {
        assertThat(lease.isInconsistent()).isFalse();
      }
    }
  }

  @Test
  void shouldTellEverybodyOfRowsUntilTheyAreMadeConsistent() {
    try (RowLeases leases = open()) {
      leaveBehind(10, 30);

      assertThat(inconsistent(leases, 0, 15, false)).containsExactly(new RowRange(10, 15));
      assertThat(inconsistent(leases, 0, 15, true)).containsExactly(new RowRange(10, 15));
      assertThat(inconsistent(leases, 0, ROWS, false)).containsExactly(new RowRange(15, 30));
      assertThat(inconsistent(leases, 20, 22, true)).containsExactly(new RowRange(20, 22));
      assertThat(inconsistent(leases, 0, ROWS, false))
          .containsExactlyInAnyOrder(new RowRange(15, 20), new RowRange(22, 30));
      assertThat(inconsistent(leases, 25, ROWS, true)).containsExactly(new RowRange(25, 30));
      leaveBehind(16, 18);
      assertThat(inconsistent(leases, 0, ROWS, true))
          .containsExactlyInAnyOrder(new RowRange(15, 20), new RowRange(22, 25));
      assertThat(inconsistent(leases, 0, ROWS, false)).isEmpty();
    }
  }

  @Test
  void shouldKeepTheLeaseOfAStoppedHolder() {
    try (PlayedProcess holder = PlayedProcess.start();
        RowLeases leases = open()) {
      RowLeases.open(file(), ROWS, holder.participant(null)).acquire(3, 5);
      holder.stop();

      assertThat(tryAcquire(leases, 0, 4, 60)).isEmpty();
      assertThat(tryAcquire(leases, 5, 9, 60)).isPresent();
    }
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    try (RowLeases leases = open()) {
      RowLease held = leases.acquire(0, 10);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> leases.acquire(0, 65))
          .withMessageContaining("limit=65, rows=64");
      assertThatIllegalArgumentException().isThrownBy(() -> leases.acquire(-1, 2));
      assertThatIllegalArgumentException().isThrownBy(() -> leases.acquire(3, 2));
      assertThatIllegalStateException()
          .isThrownBy(() -> leases.acquire(9, 10))
          .withMessageContaining("this thread has a lease that overlaps");
      held.close();
      assertThatIllegalStateException().isThrownBy(held::makeConsistent);
    }
  }

  @Test
  void shouldRefuseOneMoreThanTheTableHoldsAndClearOutTheDead() {
    try (PlayedProcess holder = PlayedProcess.start();
        RowLeases leases = open();
        RowLeases theirs = RowLeases.open(file(), ROWS, holder.participant(null))) {
      for (int lease = 0; lease < LeaseTable.LEASES_MAX; lease++) {
        theirs.acquire(0, 0);
      }
      assertThatIllegalStateException()
          .isThrownBy(() -> leases.acquire(0, 1))
          .withMessageContaining("no room for another lease: leases=256, orphaned=0");

      holder.kill();

      leases.acquire(0, 1).close();
    }
  }

  private void leaveBehind(long first, long limit) {
    try (PlayedProcess holder = PlayedProcess.start()) {
      RowLeases.open(file(), ROWS, holder.participant(null)).acquire(first, limit);
      holder.kill();
    }
  }

  private static List<RowRange> inconsistent(
      RowLeases leases, long first, long limit, boolean repaired) {
    try (RowLease lease = leases.acquire(first, limit)) {
      if (repaired) {
        lease.makeConsistent();
      }
      return lease.inconsistent();
    }
  }

  private static Optional<RowLease> tryAcquire(
      RowLeases leases, long first, long limit, long timeoutMs) {
    try {
      return leases.tryAcquire(first, limit, timeoutMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private RowLeases open() {
    return RowLeases.open(file(), ROWS);
  }

  private Path file() {
    return folder.resolve("m.leases");
  }
}
