package io.phalanx.shared.sync;

import io.phalanx.shared.sync.Participant.Step;
import io.phalanx.shared.sync.Waiters.Seat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A lock in shared memory, wherever it lies.
///
/// ```text
/// 0                    8             64
/// | word, OwnerWord    | thread      | Waiters
/// ```
///
/// The word and what becomes of it, each arrow a compare-and-set, with flags W (somebody may wait)
/// and I (inconsistent):
///
/// ```text
///        take                    release
/// FREE ───────▶ owner, W, I ───────────────▶ FREE, W
///  ▲ I kept        │     │    with I still set
///  │               │     └─────────────────▶ UNRECOVERABLE
///  └───────────────┘
///   the owner is dead: FREE, I, W
/// ```
///
/// Nobody takes a free word with W set but the lowest ticket, or who has seen the lowest ticket
/// leave it lying. The thread is for people: it is written by the owner and may be missing.
final class LockCore {
  static final long BYTES = 64 + Waiters.BYTES;

  /// How long a dead owner may keep a waiter.
  static final long LOOK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LOOK_MIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long INCONSISTENT = 1;
  private static final long WAITED_FOR = 2;
  private static final long UNRECOVERABLE = OwnerWord.FLAGS + 1;
  private static final long THREAD_AT = 8;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private final Participant self;
  private final Waiters waiters;
  private final String name;
  private volatile @Nullable Thread holder;

  /// @param name what messages call it
  LockCore(MemorySegment memory, Participant self, String name) {
    this.memory = memory;
    this.self = self;
    this.waiters = new Waiters(memory.asSlice(64, Waiters.BYTES), self);
    this.name = name;
  }

  /// Takes it if it is free, or its owner is dead.
  boolean tryLock() {
    requireOtherHolder();
    long word = recoverable();
    if (OwnerWord.isOwned(word) && OwnerWord.isDead(word)) {
      bury(word);
      word = recoverable();
    }
    while (!OwnerWord.isOwned(word)) {
      if (take(word, word & OwnerWord.FLAGS)) {
        return true;
      }
      word = recoverable();
    }
    return false;
  }

  /// Takes it, waiting as long as need be.
  void lock() {
    try {
      boolean ignored = lock(Wait.endless());
    } catch (InterruptedException e) {
      throw new AssertionError("kept", e);
    }
  }

  /// Takes it, waiting for some time.
  ///
  /// @return false if the time is over
  boolean lock(Wait wait) throws InterruptedException {
    requireOtherHolder();
    if (take(OwnerWord.FREE, 0)) {
      return true;
    }
    recoverable();
    Seat seat = Seat.NONE;
    boolean taken = false;
    try {
      seat = waiters.sit();
      taken = seat.isTaken() ? await(seat, wait) : stand(wait);
      return taken;
    } finally {
      wait.restoreInterrupt();
      waiters.leave(seat);
      self.reach(Step.LEFT_QUEUE);
      if (!taken && !OwnerWord.isOwned(word())) {
        waiters.ringFirst(); // it may have been this one that was rung
      }
    }
  }

  /// Takes it without a seat, whenever it is free.
  private boolean stand(Wait wait) throws InterruptedException {
    while (!tryLock()) {
      wait.checkInterrupt();
      long leftNs = wait.leftNs(System.nanoTime());
      if (leftNs <= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(LOOK_MIN_NS, leftNs));
    }
    return true;
  }

  private boolean await(Seat seat, Wait wait) throws InterruptedException {
    long lookNs = LOOK_MIN_NS;
    long lookDueNs = wait.startNs() + lookNs;
    Patience patience = new Patience();
    while (true) {
      int heard = waiters.rings(seat);
      long word = recoverable();
      long napNs = lookNs;
      long nowNs = System.nanoTime();
      long leftNs = wait.leftNs(nowNs);
      if (!OwnerWord.isOwned(word)) {
        if (isMyTurn(seat, patience, nowNs)) {
          if (take(word, (word & INCONSISTENT) | WAITED_FOR)) {
            return true;
          }
          continue;
        }
        napNs = self.patienceNs();
      } else if ((word & WAITED_FOR) == 0) {
        swap(word, word | WAITED_FOR);
        continue;
      } else if (nowNs - lookDueNs >= 0 || leftNs <= 0) {
        if (OwnerWord.isDead(word)) {
          bury(word);
          continue;
        }
        lookNs = Math.min(2 * lookNs, LOOK_MAX_NS);
        lookDueNs = nowNs + lookNs;
      }
      wait.checkInterrupt();
      if (leftNs <= 0) {
        return false;
      }
      waiters.nap(seat, heard, Math.min(napNs, leftNs));
    }
  }

  /// True for the lowest ticket, and for everybody once that one has left the lock lying.
  private boolean isMyTurn(Seat seat, Patience patience, long nowNs) {
    long first = waiters.firstTicket();
    if (first == waiters.ticket(seat)) {
      return true;
    }
    boolean over = patience.isOver(first, nowNs);
    if (over) {
      waiters.clearDead();
      waiters.putLast(first);
    }
    return over;
  }

  /// Since when the same ticket has left a free lock lying.
  private final class Patience {
    private long ticket;
    private long sinceNs;

    boolean isOver(long first, long nowNs) {
      if (first != ticket) {
        ticket = first;
        sinceNs = nowNs;
      }
      return nowNs - sinceNs >= self.patienceNs();
    }
  }

  /// Gives it up.
  ///
  /// @return false if that left it unrecoverable
  boolean unlock() {
    requireHolder();
    return release(word -> (word & INCONSISTENT) == 0 ? word & WAITED_FOR : UNRECOVERABLE);
  }

  /// Gives it up as it is: one that is inconsistent is so for the next taker too.
  void handOn() {
    requireHolder();
    boolean ignored = release(word -> word & OwnerWord.FLAGS);
  }

  /// @param given what is left of the owner's word
  private boolean release(LongUnaryOperator given) {
    holder = null;
    LONGS.setVolatile(memory, THREAD_AT, 0L);
    self.reach(Step.RELEASING);
    long word = word();
    while (!swap(word, given.applyAsLong(word))) {
      word = word();
    }
    self.reach(Step.RELEASED);
    long left = given.applyAsLong(word);
    if (left == UNRECOVERABLE) {
      waiters.ringAll();
      return false;
    }
    // Who sits down from now on looks at the word next, and finds it free.
    if ((left & WAITED_FOR) != 0 && !waiters.ringFirst()) {
      swap(left, left & ~WAITED_FOR);
    }
    return true;
  }

  /// True if the owner before this one died with the lock.
  boolean isInconsistent() {
    requireHolder();
    return (word() & INCONSISTENT) != 0;
  }

  /// Says that what the lock guards is in order again.
  void makeConsistent() {
    requireHolder();
    long word = word();
    if ((word & INCONSISTENT) == 0) {
      throw new IllegalStateException("the lock is not inconsistent: " + name);
    }
    while (!swap(word, word & ~INCONSISTENT)) {
      word = word();
    }
  }

  /// True if this thread has taken it through this instance.
  boolean isHeld() {
    return holder == Thread.currentThread();
  }

  /// Who has it, as text for people.
  String state() {
    long word = word();
    if (word == UNRECOVERABLE) {
      return "unrecoverable";
    }
    String mark = (word & INCONSISTENT) == 0 ? "" : ", inconsistent";
    return OwnerWord.isOwned(word)
        ? "ownerPid=" + OwnerWord.pid(word) + ", ownerThread=" + thread() + mark
        : "free" + mark;
  }

  private long thread() {
    return (long) LONGS.getVolatile(memory, THREAD_AT);
  }

  private boolean take(long word, long flags) {
    if (!swap(word, self.word() | flags)) {
      return false;
    }
    self.reach(Step.TAKEN);
    holder = Thread.currentThread();
    LONGS.setVolatile(memory, THREAD_AT, Thread.currentThread().threadId());
    return true;
  }

  /// Frees the lock of an owner that has ended. The word names that one and nobody else, so it
  /// cannot have become another's meanwhile.
  private void bury(long word) {
    if (swap(word, INCONSISTENT | WAITED_FOR)) {
      waiters.ringFirst();
    }
  }

  private long recoverable() {
    long word = word();
    if (word == UNRECOVERABLE) {
      throw new UnrecoverableLockException(name);
    }
    return word;
  }

  private long word() {
    return (long) LONGS.getVolatile(memory, 0L);
  }

  private boolean swap(long word, long next) {
    return LONGS.compareAndSet(memory, 0L, word, next);
  }

  private void requireHolder() {
    if (!isHeld()) {
      throw new IllegalMonitorStateException(
          "this thread has not taken the lock through this instance: " + name + ", " + state());
    }
  }

  private void requireOtherHolder() {
    if (isHeld()) {
      throw new IllegalStateException("this thread has the lock, which is not reentrant: " + name);
    }
  }
}
