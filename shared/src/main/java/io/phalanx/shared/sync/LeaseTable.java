package io.phalanx.shared.sync;

import io.phalanx.shared.sync.Participant.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/// The leases of the rows of one matrix, in shared memory.
///
/// ```text
/// 0          LockCore.BYTES   + 64
/// | guard    | tickets, long  | lease[256], 64 bytes each:
///                               | word | first | limit | ticket | thread | rings, int | reserved |
/// ```
///
/// The word is an [OwnerWord] with what the process does as its flag, or marks rows that a dead one
/// has left:
///
/// ```text
/// FREE ──enter──▶ owner, WAITING ──hold──▶ owner, HELD ──▶ FREE
///   ▲                  │ dead                   │ dead
///   ├──────────────────┘                        ▼
///   └────────────── made consistent ───────── ORPHANED
/// ```
///
/// Only who has the guard changes the table, and each change becomes true by one store: that of the
/// word, or of one end of orphaned rows. So a process that is killed with the guard leaves a table
/// that is in order, and who gets the guard next has nothing to repair.
///
/// A lease is due when none that overlaps it has a lower ticket, whether held or waiting: so a wide
/// one is not overtaken by narrow ones for ever, and those that overlap nothing never wait.
final class LeaseTable {
  static final int LEASES_MAX = 256;
  static final long BYTES = LockCore.BYTES + 64L * (1 + LEASES_MAX);

  private static final int LEASE_BYTES = 64;
  private static final long LEASES_AT = LockCore.BYTES + 64;
  private static final long FIRST_AT = 8;
  private static final long LIMIT_AT = 16;
  private static final long TICKET_AT = 24;
  private static final long THREAD_AT = 32;
  private static final long RINGS_AT = 40;

  private static final long WAITING = 1;
  private static final long HELD = 2;
  private static final long ORPHANED = WAITING | HELD;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private final Participant self;
  private final LockCore guard;
  private final String name;

  LeaseTable(MemorySegment memory, Participant self, String name) {
    this.memory = memory;
    this.self = self;
    this.guard = new LockCore(memory.asSlice(0, LockCore.BYTES), self, name);
    this.name = name;
  }

  /// A lease of the table as it was when looked at.
  ///
  /// @param at where it lies
  record Seen(long at, long word, long ticket) {}

  /// Takes an entry for some rows, behind all others.
  ///
  /// @return where it lies
  /// @throws IllegalStateException if the table is full
  long enter(RowRange rows) {
    long at = guarded(() -> enterIfFree(rows));
    if (at == 0) {
      bury(guarded(() -> seen(this::isOwned)));
      at = guarded(() -> enterIfFree(rows));
    }
    if (at == 0) {
      throw new IllegalStateException(
          "no room for another lease: leases="
              + LEASES_MAX
              + ", orphaned="
              + guarded(() -> seen(other -> word(other) == ORPHANED)).size()
              + ", "
              + name
              + "; close some, or make orphaned rows consistent");
    }
    self.reach(Step.LEASE_WAITING);
    return at;
  }

  private long enterIfFree(RowRange rows) {
    for (long at = LEASES_AT; at < BYTES; at += LEASE_BYTES) {
      if (word(at) == OwnerWord.FREE) {
        set(at + FIRST_AT, rows.first());
        set(at + LIMIT_AT, rows.limit());
        set(at + THREAD_AT, Thread.currentThread().threadId());
        set(at + TICKET_AT, 1 + (long) LONGS.getAndAdd(memory, LockCore.BYTES, 1L));
        self.reach(Step.LEASE_WRITTEN);
        set(at, self.word() | WAITING);
        return at;
      }
    }
    return 0;
  }

  /// Holds an entry of this process if it is due.
  ///
  /// @return the leases that it waits for; none if it is held now
  /// @throws IllegalStateException if one of them is this thread's own
  List<Seen> holdIfDue(long at) {
    List<Seen> before =
        guarded(() -> {
          List<Seen> found = seen(other -> isBefore(other, at));
          if (found.isEmpty()) {
            set(at, self.word() | HELD);
          }
          found.forEach(other -> requireOther(other, at));
          return found;
        });
    if (before.isEmpty()) {
      self.reach(Step.LEASE_HELD);
    }
    return before;
  }

  private boolean isBefore(long other, long at) {
    return isOwned(other)
        && get(other + TICKET_AT) < get(at + TICKET_AT)
        && rows(other).overlaps(rows(at));
  }

  private void requireOther(Seen other, long at) {
    boolean own = OwnerWord.owner(other.word()) == self.word();
    if (own && get(other.at() + THREAD_AT) == Thread.currentThread().threadId()) {
      throw new IllegalStateException(
          "this thread has a lease that overlaps: has="
              + rows(other.at())
              + ", wanted="
              + rows(at)
              + ", "
              + name);
    }
  }

  /// Gives an entry up, and wakes who has waited for it.
  void leave(long at) {
    List<Seen> behind =
        guarded(() -> {
          List<Seen> overlapping = waitingFor(rows(at));
          self.reach(Step.RELEASING);
          set(at, OwnerWord.FREE);
          self.reach(Step.RELEASED);
          return overlapping;
        });
    ring(behind);
  }

  /// Frees the entries of those of these whose process has ended.
  ///
  /// @return true if there was one
  boolean bury(List<Seen> leases) {
    List<Seen> dead = leases.stream().filter(lease -> OwnerWord.isDead(lease.word())).toList();
    if (!dead.isEmpty()) {
      ring(
          guarded(() -> {
            List<Seen> behind = new ArrayList<>();
            for (Seen lease : dead) {
              // Still the same, and not what its place is used for since.
              if (word(lease.at()) == lease.word()
                  && get(lease.at() + TICKET_AT) == lease.ticket()) {
                behind.addAll(waitingFor(rows(lease.at())));
                bury(lease.at());
              }
            }
            return behind;
          }));
    }
    return !dead.isEmpty();
  }

  private void bury(long at) {
    boolean touched = (word(at) & HELD) != 0 && !rows(at).isEmpty();
    boolean known = !orphans(other -> rows(other).covers(rows(at))).isEmpty();
    set(at, touched && !known ? ORPHANED : OwnerWord.FREE);
  }

  /// Which of some rows were left by dead holders, and not made consistent since.
  List<RowRange> orphaned(RowRange rows) {
    return guarded(() ->
        orphans(other -> rows(other).overlaps(rows)).stream()
            .map(lease -> rows(lease.at()).common(rows))
            .toList());
  }

  /// Takes rows out of those that dead holders left. Who does holds them.
  void makeConsistent(RowRange rows) {
    boolean done =
        guarded(() -> {
          boolean fits = true;
          for (Seen orphan : orphans(other -> rows(other).overlaps(rows))) {
            fits &= takeOut(orphan.at(), rows);
          }
          return fits;
        });
    if (!done) {
      throw new IllegalStateException(
          "no room for the rows beside: rows="
              + rows
              + ", leases="
              + LEASES_MAX
              + ", "
              + name
              + "; close other leases, and try again");
    }
  }

  /// @return false if the orphaned rows are cut in two, and there is no place for the second part
  private boolean takeOut(long at, RowRange rows) {
    RowRange orphan = rows(at);
    if (rows.covers(orphan)) {
      set(at, OwnerWord.FREE);
    } else if (rows.first() <= orphan.first()) {
      set(at + FIRST_AT, rows.limit());
    } else if (rows.limit() < orphan.limit()) {
      // The upper part first: killed in between, rows are orphaned that need not be.
      if (!addOrphan(new RowRange(rows.limit(), orphan.limit()))) {
        return false;
      }
      set(at + LIMIT_AT, rows.first());
    } else {
      set(at + LIMIT_AT, rows.first());
    }
    return true;
  }

  private boolean addOrphan(RowRange rows) {
    for (long at = LEASES_AT; at < BYTES; at += LEASE_BYTES) {
      if (word(at) == OwnerWord.FREE) {
        set(at + FIRST_AT, rows.first());
        set(at + LIMIT_AT, rows.limit());
        set(at, ORPHANED);
        return true;
      }
    }
    return false;
  }

  /// How often an entry was rung: to be read before it is asked whether it is due.
  int rings(long at) {
    return Nap.heard(memory, at + RINGS_AT);
  }

  /// Sleeps until an entry is rung, or the time is over.
  void nap(long at, int heard, long timeoutNs) {
    self.nap().await(memory, at + RINGS_AT, heard, timeoutNs);
  }

  private void ring(List<Seen> leases) {
    leases.forEach(lease -> self.nap().wake(memory, lease.at() + RINGS_AT));
  }

  private List<Seen> waitingFor(RowRange rows) {
    return seen(
        other -> isOwned(other) && (word(other) & WAITING) != 0 && rows(other).overlaps(rows));
  }

  private List<Seen> orphans(LongPredicate wanted) {
    return seen(other -> word(other) == ORPHANED && wanted.test(other));
  }

  private List<Seen> seen(LongPredicate wanted) {
    List<Seen> found = new ArrayList<>();
    for (long at = LEASES_AT; at < BYTES; at += LEASE_BYTES) {
      if (word(at) != OwnerWord.FREE && wanted.test(at)) {
        found.add(new Seen(at, word(at), get(at + TICKET_AT)));
      }
    }
    return found;
  }

  private <T> T guarded(Supplier<T> change) {
    guard.lock();
    try {
      if (guard.isInconsistent()) {
        guard.makeConsistent();
      }
      return change.get();
    } finally {
      boolean ignored = guard.unlock();
    }
  }

  private RowRange rows(long at) {
    return new RowRange(get(at + FIRST_AT), get(at + LIMIT_AT));
  }

  private boolean isOwned(long at) {
    return OwnerWord.isOwned(word(at));
  }

  private long word(long at) {
    return get(at);
  }

  private long get(long at) {
    return (long) LONGS.getVolatile(memory, at);
  }

  private void set(long at, long value) {
    LONGS.setVolatile(memory, at, value);
  }
}
