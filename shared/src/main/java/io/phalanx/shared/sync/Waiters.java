package io.phalanx.shared.sync;

import io.phalanx.shared.sync.Participant.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Who waits for a lock, in order of arrival: a table of seats in shared memory.
///
/// ```text
/// 0          64
/// | tickets  | seat[128], 64 bytes each: | process, long | ticket, long | rings, int | reserved |
/// ```
///
/// A seat is taken by a compare-and-set of its process from 0 to the one that sits down, which then
/// draws a ticket; a seat without a ticket waits for nothing. Seats of processes that were killed
/// are cleared by whoever needs them or has waited behind them; one whose owner lives and does not
/// come for the free lock gets a later ticket. Tickets are never used twice, which keeps two who
/// clear the same seat from clearing its next owner's.
final class Waiters {
  /// Threads that can wait in order; more than that wait too, but in none.
  static final int SEATS_MAX = 128;

  private static final int LINE_BYTES = 64;
  static final long BYTES = LINE_BYTES * (1L + SEATS_MAX);

  private static final long TICKET_AT = 8;
  private static final long RINGS_AT = 16;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private final Participant self;

  Waiters(MemorySegment memory, Participant self) {
    this.memory = memory;
    this.self = self;
  }

  /// A place in the queue, of one thread.
  ///
  /// @param at where it lies; 0 for none
  record Seat(long at) {
    static final Seat NONE = new Seat(0);

    boolean isTaken() {
      return at != 0;
    }
  }

  /// Takes a seat and a ticket; [Seat#NONE] if all are taken by the living.
  Seat sit() {
    Seat seat = sitIfFree();
    if (!seat.isTaken()) {
      clearDead();
      seat = sitIfFree();
    }
    return seat;
  }

  private Seat sitIfFree() {
    for (long at = LINE_BYTES; at < BYTES; at += LINE_BYTES) {
      if (process(at) == 0 && LONGS.compareAndSet(memory, at, 0L, self.word())) {
        self.reach(Step.SEATED);
        LONGS.setVolatile(memory, at + TICKET_AT, drawn());
        self.reach(Step.QUEUED);
        return new Seat(at);
      }
    }
    return Seat.NONE;
  }

  /// Gives a seat up.
  void leave(Seat seat) {
    if (seat.isTaken()) {
      LONGS.setVolatile(memory, seat.at() + TICKET_AT, 0L);
      LONGS.setVolatile(memory, seat.at(), 0L);
    }
  }

  /// How often the seat was rung: to be read before the last look at the lock.
  int rings(Seat seat) {
    return Nap.heard(memory, seat.at() + RINGS_AT);
  }

  /// Sleeps until the seat is rung, or the time is over.
  void nap(Seat seat, int heard, long timeoutNs) {
    self.nap().await(memory, seat.at() + RINGS_AT, heard, timeoutNs);
  }

  /// The ticket of a seat now.
  long ticket(Seat seat) {
    return ticket(seat.at());
  }

  /// Gives another ticket to who has the first one and does not come.
  void putLast(long first) {
    long at = first();
    if (at != 0 && ticket(at) == first) {
      LONGS.compareAndSet(memory, at + TICKET_AT, first, drawn());
    }
  }

  /// The lowest ticket; 0 if nobody sits.
  long firstTicket() {
    long at = first();
    return at == 0 ? 0 : ticket(at);
  }

  /// Wakes the lowest ticket.
  ///
  /// @return false if nobody sits
  boolean ringFirst() {
    long at = first();
    if (at != 0) {
      self.nap().wake(memory, at + RINGS_AT);
    }
    return at != 0;
  }

  /// Wakes everybody.
  void ringAll() {
    for (long at = LINE_BYTES; at < BYTES; at += LINE_BYTES) {
      if (process(at) != 0) {
        self.nap().wake(memory, at + RINGS_AT);
      }
    }
  }

  /// Clears the seats of processes that have ended.
  void clearDead() {
    for (long at = LINE_BYTES; at < BYTES; at += LINE_BYTES) {
      long process = process(at);
      if (process != 0 && OwnerWord.isDead(process)) {
        long ticket = ticket(at);
        // Still its seat: the ticket is its own then, and no later one of the seat can equal it.
        if (process(at) == process) {
          LONGS.compareAndSet(memory, at + TICKET_AT, ticket, 0L);
          LONGS.compareAndSet(memory, at, process, 0L);
        }
      }
    }
  }

  private long drawn() {
    return 1 + (long) LONGS.getAndAdd(memory, 0L, 1L);
  }

  private long first() {
    long first = 0;
    long lowest = Long.MAX_VALUE;
    for (long at = LINE_BYTES; at < BYTES; at += LINE_BYTES) {
      long ticket = ticket(at);
      if (ticket != 0 && ticket < lowest) {
        lowest = ticket;
        first = at;
      }
    }
    return first;
  }

  private long process(long at) {
    return (long) LONGS.getVolatile(memory, at);
  }

  private long ticket(long at) {
    return (long) LONGS.getVolatile(memory, at + TICKET_AT);
  }
}
