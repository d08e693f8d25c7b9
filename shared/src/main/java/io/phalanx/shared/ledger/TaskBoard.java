package io.phalanx.shared.ledger;

import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/// Byte layout of the task board, native byte order, and its mapping: who has claimed which task.
///
/// ```text
/// 0       8        64                          16448
/// |magic  |reserved|current[256], 64 B apart   |slot[16384], i64 each
/// ```
///
/// A slot holds 0, a ticket (that task is offered), or a ticket with a worker (that worker has
/// claimed it); a ticket is of one offer and never used again, so that an old offer of a slot that
/// was given to another task claims nothing. `current` of a worker is the ticket that it is at, 0,
/// or [#CONDEMNED].
///
/// ```text
/// slot:    0 --offer--> ticket --claim (CAS)--> ticket+worker --clear--> 0
///                          \----withdraw (CAS)--> 0
/// current: 0 --begin--> ticket --leave (CAS)--> 0
///                          \----condemn (CAS)--> CONDEMNED, and the worker is killed
/// ```
///
/// So exactly one of claim and withdrawal happens, and exactly one of the end of a task and its
/// condemnation: a worker that is killed over a task is at no other one.
///
/// The coordinator offers, withdraws, clears and condemns; workers claim, begin and leave.
public final class TaskBoard implements AutoCloseable {
  /// Most tasks that are offered or claimed at a time.
  public static final int SLOTS = 1 << 14;

  /// Current ticket of a worker that is going to be killed.
  public static final long CONDEMNED = -1;

  private static final long MAGIC = 0x50484C5854534B31L; // "PHLXTSK1"
  private static final int CURRENT_AT = 64;
  private static final int CURRENT_LENGTH = 64;
  private static final int SLOTS_AT = CURRENT_AT + ClusterSettings.WORKERS_MAX * CURRENT_LENGTH;
  private static final int LENGTH = SLOTS_AT + SLOTS * Long.BYTES;

  /// Low bits of a slot: the worker's id and 1, or 0.
  private static final int WORKER_BITS = 12;

  private static final long WORKER_MASK = (1L << WORKER_BITS) - 1;

  static {
    assert ClusterSettings.WORKERS_MAX < WORKER_MASK;
  }

  private static final int SLOT_BITS = Integer.numberOfTrailingZeros(SLOTS);

  private final MappedByteBuffer mapping;
  private final UnsafeBuffer words;

  private TaskBoard(MappedByteBuffer mapping) {
    this.mapping = mapping;
    this.words = new UnsafeBuffer(mapping);
  }

  /// Makes the board anew, with nothing on it.
  ///
  /// @throws RuntimeException if the disk is full: the file is written whole before it is used
  public static TaskBoard create(Path file) {
    IoUtil.deleteIfExists(file.toFile());
    TaskBoard board = new TaskBoard(IoUtil.mapNewFile(file.toFile(), LENGTH));
    try {
      OwnerOnly.restrict(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restrict: file=" + file + ", cause=" + e, e);
    }
    board.words.putLongVolatile(0, MAGIC);
    return board;
  }

  /// Maps the board that the coordinator has made.
  ///
  /// @throws IllegalStateException if it is none
  public static TaskBoard open(Path file) {
    MappedByteBuffer mapping = IoUtil.mapExistingFile(file.toFile(), "task board");
    if (mapping.capacity() != LENGTH || new UnsafeBuffer(mapping).getLongVolatile(0) != MAGIC) {
      IoUtil.unmap(mapping);
      throw new IllegalStateException("torn task board: file=" + file);
    }
    return new TaskBoard(mapping);
  }

  /// The ticket of an offer.
  ///
  /// @param offer counts offers, from 1
  public static long ticket(long offer, int slot) {
    return offer << SLOT_BITS | slot;
  }

  /// The slot of the offer of a ticket.
  public static int slotOf(long ticket) {
    return (int) (ticket & (SLOTS - 1));
  }

  /// Offers a task in a free slot.
  public void offer(int slot, long ticket) {
    words.putLongVolatile(slotAt(slot), ticket << WORKER_BITS);
  }

  /// Takes an offer back.
  ///
  /// @return false if a worker has claimed it
  public boolean withdraw(int slot, long ticket) {
    return words.compareAndSetLong(slotAt(slot), ticket << WORKER_BITS, 0);
  }

  /// Claims an offer for a worker.
  ///
  /// @return false if it was claimed or taken back before
  public boolean claim(int slot, long ticket, int workerId) {
    long offered = ticket << WORKER_BITS;
    return words.compareAndSetLong(slotAt(slot), offered, offered | (workerId + 1));
  }

  /// True while a slot holds this offer and nobody has claimed it.
  public boolean isOpen(int slot, long ticket) {
    return words.getLongVolatile(slotAt(slot)) == ticket << WORKER_BITS;
  }

  /// True if this worker has claimed this offer.
  public boolean isClaimedBy(int slot, long ticket, int workerId) {
    return words.getLongVolatile(slotAt(slot)) == (ticket << WORKER_BITS | (workerId + 1));
  }

  /// Frees a slot whose task is over.
  public void clear(int slot) {
    words.putLongVolatile(slotAt(slot), 0);
  }

  /// Shows that a worker begins the task of a ticket.
  public void begin(int workerId, long ticket) {
    words.putLongVolatile(currentAt(workerId), ticket);
  }

  /// Shows that a worker is no longer at the task of a ticket.
  ///
  /// @return false if it was condemned meanwhile: its task has come to its end without it
  public boolean leave(int workerId, long ticket) {
    return words.compareAndSetLong(currentAt(workerId), ticket, 0);
  }

  /// The ticket that a worker is at; 0 for none, [#CONDEMNED] for one that is going to be killed.
  public long current(int workerId) {
    return words.getLongVolatile(currentAt(workerId));
  }

  /// Keeps a worker from any further task.
  ///
  /// @return false if it is no longer at the task of this ticket
  public boolean condemn(int workerId, long ticket) {
    return words.compareAndSetLong(currentAt(workerId), ticket, CONDEMNED);
  }

  /// Shows that a worker's process is gone.
  public void reset(int workerId) {
    words.putLongVolatile(currentAt(workerId), 0);
  }

  @Override
  public void close() {
    IoUtil.unmap(mapping);
  }

  private static int slotAt(int slot) {
    if (slot < 0 || slot >= SLOTS) {
      throw new IllegalArgumentException("slot out of range: slot=" + slot + ", slots=" + SLOTS);
    }
    return SLOTS_AT + slot * Long.BYTES;
  }

  private static int currentAt(int workerId) {
    if (workerId < 0 || workerId >= ClusterSettings.WORKERS_MAX) {
      throw new IllegalArgumentException("worker out of range: workerId=" + workerId);
    }
    return CURRENT_AT + workerId * CURRENT_LENGTH;
  }
}
