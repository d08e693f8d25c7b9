package io.phalanx.shared.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.sync.Participant.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Threads with a mapping each, as processes have.
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // who dies with a lock lets go of it nowhere
class SharedLockTest {
  private static final int CONTENDERS = 8;
  private static final int TURNS = 500;
  private static final long SHORT_MS = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Nap.class)
  void shouldLetOneIn(Nap nap) {
    Participant self = as(OwnerWord.self(), nap);
    long[] guarded = new long[1];
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int contender = 0; contender < CONTENDERS; contender++) {
      all.add(
          started(() -> {
            try (SharedLock lock = SharedLock.open(file(), self)) {
              for (int turn = 0; turn < TURNS; turn++) {
                lock.lock();
                guarded[0]++;
                lock.unlock();
              }
            }
          }));
    }
    all.forEach(CompletableFuture::join);

    assertThat(guarded[0]).isEqualTo((long) CONTENDERS * TURNS);
  }

  @Test
  void shouldServeVirtualThreads() {
    long[] guarded = new long[1];
    List<Thread> all = new ArrayList<>();
    try (SharedLock lock = open()) {
      for (int contender = 0; contender < CONTENDERS; contender++) {
        all.add(
            Thread.startVirtualThread(() -> {
              for (int turn = 0; turn < TURNS / 10; turn++) {
                lock.lock();
                guarded[0]++;
                lock.unlock();
              }
            }));
      }
      all.forEach(SharedLockTest::join);
    }
    assertThat(guarded[0]).isEqualTo((long) CONTENDERS * (TURNS / 10));
  }

  @Test
  void shouldTellWhoBreaksTheRules() {
    try (SharedLock lock = open();
        SharedLock other = open()) {
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(lock::isInconsistent).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(lock::newCondition).isInstanceOf(UnsupportedOperationException.class);
      lock.lock();

      assertThatIllegalStateException().isThrownBy(lock::lock).withMessageContaining("reentrant");
      assertThatIllegalStateException().isThrownBy(lock::tryLock);
      assertThatIllegalStateException().isThrownBy(lock::makeConsistent);
      assertThatThrownBy(other::unlock)
          .isInstanceOf(IllegalMonitorStateException.class)
          .hasMessageContaining("ownerPid=" + ProcessHandle.current().pid());
      assertThatThrownBy(() -> started(lock::unlock).join())
          .hasCauseInstanceOf(IllegalMonitorStateException.class);
      assertThat(other.tryLock()).isFalse();
      lock.unlock();
      assertThat(other.tryLock()).isTrue();
      other.unlock();
    }
  }

  @Test
  void shouldGiveUpWhenTheTimeIsOver() throws Exception {
    try (SharedLock lock = open();
        SharedLock other = open()) {
      lock.lock();

      assertThat(other.tryLock(0, TimeUnit.NANOSECONDS)).isFalse();
      assertThat(other.tryLock(5, TimeUnit.MILLISECONDS)).isFalse();

      lock.unlock();
      assertThat(other.tryLock(0, TimeUnit.NANOSECONDS)).isTrue();
      other.unlock();
      assertThat(lock).hasToString("SharedLock[file=" + file() + ", free]");
    }
  }

  @Test
  void shouldEndTheWaitOfAnInterruptedThread() {
    try (SharedLock lock = open();
        SharedLock other = open()) {
      lock.lock();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread waiter =
          Thread.startVirtualThread(() -> {
            try {
              other.lockInterruptibly();
            } catch (InterruptedException e) {
              thrown.complete(e);
            }
          });
      waiter.interrupt();

      assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
      lock.unlock();
    }
  }

  /// To ask about the owner must not fail in a thread that was interrupted.
  @Test
  void shouldNotRobALiveOwnerWhenTheWaiterWasInterrupted() {
    try (PlayedProcess owner = PlayedProcess.start();
        SharedLock lock = open()) {
      takeAs(owner);
      Thread.currentThread().interrupt();

      assertThat(lock.tryLock()).isFalse();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"TAKEN", "RELEASING", "RELEASED"})
  void shouldPassOnTheLockOfAnOwnerKilledAt(Step step) {
    try (PlayedProcess owner = PlayedProcess.start();
        SharedLock lock = open()) {
      owner.doUntilItStops(() -> {
        SharedLock its = SharedLock.open(file(), owner.participant(step));
        its.lock();
        its.unlock();
      });
      owner.kill();

      lock.lock();

      assertThat(lock.isInconsistent()).isEqualTo(step != Step.RELEASED);
      if (lock.isInconsistent()) {
        lock.makeConsistent();
      }
      lock.unlock();
      assertThat(lock.tryLock()).isTrue();
      assertThat(lock.isInconsistent()).isFalse();
      lock.unlock();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"SEATED", "QUEUED", "TAKEN", "LEFT_QUEUE"})
  void shouldPassOnTheLockWhenAWaiterIsKilledAt(Step step) {
    boolean owns = step == Step.TAKEN || step == Step.LEFT_QUEUE;
    try (PlayedProcess waiter = PlayedProcess.start();
        SharedLock first = open();
        SharedLock lock = open()) {
      CountDownLatch queued = new CountDownLatch(1);
      CompletableFuture<Void> stopped = new CompletableFuture<>();
      CompletableFuture<Void> holding =
          started(() -> {
            first.lock();
            queued.countDown();
            await(owns ? this::hasWaiter : stopped::isDone);
            first.unlock();
          });
      await(queued);
      waiter.doUntilItStops(() -> SharedLock.open(file(), waiter.participant(step)).lock());
      stopped.complete(null);
      holding.join();
      waiter.kill();

      lock.lock();

      assertThat(lock.isInconsistent()).isEqualTo(owns);
      if (owns) {
        lock.makeConsistent();
      }
      lock.unlock();
    }
  }

  @Test
  void shouldPassOnAnInconsistentLockWhoseNextOwnerDiesToo() {
    try (SharedLock lock = open()) {
      for (int death = 0; death < 3; death++) {
        try (PlayedProcess owner = PlayedProcess.start()) {
          takeAs(owner);
          owner.kill();
        }
      }

      assertThat(lock.tryLock()).isTrue();
      assertThat(lock.isInconsistent()).isTrue();
      lock.makeConsistent();
      assertThat(lock.isInconsistent()).isFalse();
      lock.unlock();
    }
  }

  @Test
  void shouldBeInconsistentForTheNextTakerWhenItIsHandedOn() {
    try (PlayedProcess owner = PlayedProcess.start();
        SharedLock lock = open();
        SharedLock other = open()) {
      takeAs(owner);
      owner.kill();
      lock.lock();
      CompletableFuture<Boolean> found = new CompletableFuture<>();
      CompletableFuture<Void> next =
          started(() -> {
            other.lock();
            found.complete(other.isInconsistent());
            other.makeConsistent();
            other.handOn();
          });

      lock.handOn();

      next.join();
      assertThat(found.join()).isTrue();
      assertThat(lock.tryLock()).isTrue();
      assertThat(lock.isInconsistent()).isFalse();
      lock.unlock();
    }
  }

  @Test
  void shouldBeLostForGoodWhenNobodyMadeItConsistent() {
    try (PlayedProcess owner = PlayedProcess.start();
        SharedLock lock = open();
        SharedLock other = open()) {
      takeAs(owner);
      owner.kill();
      lock.lock();
      CompletableFuture<Void> waiting = started(other::lock);
      await(this::hasWaiter);

      lock.unlock();

      assertThatThrownBy(waiting::join).hasCauseInstanceOf(UnrecoverableLockException.class);
      assertThatThrownBy(lock::lock)
          .isInstanceOf(UnrecoverableLockException.class)
          .hasMessageContaining("file=" + file());
      assertThatThrownBy(other::tryLock).isInstanceOf(UnrecoverableLockException.class);
      assertThat(lock.toString()).contains("unrecoverable");
    }
  }

  @Test
  void shouldNotRobAnOwnerThatIsStopped() throws Exception {
    try (PlayedProcess owner = PlayedProcess.start();
        SharedLock lock = open()) {
      takeAs(owner);
      owner.stop();

      assertThat(lock.tryLock(SHORT_MS, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(lock.tryLock()).isFalse();
    }
  }

  /// The word of a process that had the pid of one that runs, but not its start.
  @Test
  void shouldNotTakeAnotherProcessOfThePidForTheOwner() {
    try (PlayedProcess later = PlayedProcess.start();
        SharedLock lock = open()) {
      long earlier = later.word() ^ (OwnerWord.FLAGS + 1);
      SharedLock.open(file(), as(earlier, Nap.BEST)).lock();

      assertThat(OwnerWord.pid(earlier)).isEqualTo(OwnerWord.pid(later.word()));
      assertThat(lock.tryLock()).isTrue();
      assertThat(lock.isInconsistent()).isTrue();
      lock.makeConsistent();
      lock.unlock();
    }
  }

  @Test
  void shouldServeInTheOrderOfArrival() {
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try (SharedLock lock = open()) {
      lock.lock();
      for (int contender = 0; contender < CONTENDERS; contender++) {
        int number = contender;
        CountDownLatch queued = new CountDownLatch(1);
        Participant self = telling(queued, Long.MAX_VALUE);
        all.add(
            started(() -> {
              SharedLock its = SharedLock.open(file(), self);
              its.lock();
              served.add(number);
              its.unlock();
            }));
        await(queued);
      }
      lock.unlock();
      all.forEach(CompletableFuture::join);
    }
    assertThat(served).isSorted().hasSize(CONTENDERS);
  }

  @Test
  void shouldPassOverAWaiterThatIsStopped() {
    try (PlayedProcess first = PlayedProcess.start();
        SharedLock lock = open()) {
      lock.lock();
      first.doUntilItStops(() -> SharedLock.open(file(), first.participant(Step.QUEUED)).lock());
      first.stop();
      CountDownLatch queued = new CountDownLatch(1);
      SharedLock other = SharedLock.open(file(), telling(queued, Participant.PATIENCE_NS));
      CompletableFuture<Void> behind = started(other::lock);
      await(queued);
      assertThat(waiters().firstTicket()).as("the one that is stopped").isEqualTo(1);

      lock.unlock();
      behind.join();

      assertThat(waiters().firstTicket()).as("it is put last").isEqualTo(3);
    }
  }

  @Test
  void shouldTakeTheSeatsOfTheDead() {
    try (PlayedProcess many = PlayedProcess.start();
        SharedLock lock = open()) {
      Waiters theirs = waiters(many.participant(null));
      for (int seat = 0; seat < Waiters.SEATS_MAX; seat++) {
        assertThat(theirs.sit().isTaken()).isTrue();
      }
      assertThat(waiters().sit().isTaken()).isFalse();
      lock.lock();
      CompletableFuture<Void> standing =
          started(() -> {
            SharedLock its = open();
            its.lock();
            its.unlock();
          });
      lock.unlock();
      standing.join();

      many.kill();

      assertThat(waiters().sit().isTaken()).isTrue();
      assertThat(waiters().firstTicket()).isEqualTo(Waiters.SEATS_MAX + 1);
    }
  }

  /// This process, which tells when it has a ticket.
  private static Participant telling(CountDownLatch queued, long patienceNs) {
    return new Participant(
        OwnerWord.self(),
        Nap.BEST,
        patienceNs,
        step -> {
          if (step == Step.QUEUED) {
            queued.countDown();
          }
        });
  }

  private static Participant as(long word, Nap nap) {
    return new Participant(word, nap, Participant.PATIENCE_NS, step -> {});
  }

  private void takeAs(PlayedProcess owner) {
    SharedLock its = SharedLock.open(file(), owner.participant(null));
    assertThat(its.tryLock()).isTrue();
  }

  private boolean hasWaiter() {
    return waiters().firstTicket() != 0;
  }

  private Waiters waiters() {
    return waiters(Participant.self());
  }

  private Waiters waiters(Participant self) {
    SyncFile file = SyncFile.open(file(), SharedLock.KIND, 0);
    return new Waiters(file.content().asSlice(64, Waiters.BYTES), self);
  }

  private SharedLock open() {
    return SharedLock.open(file());
  }

  private Path file() {
    return folder.resolve("a.lock");
  }

  private static CompletableFuture<Void> started(Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            work.run();
            done.complete(null);
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long startNs = System.nanoTime();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(20));
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
