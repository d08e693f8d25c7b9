package io.phalanx.shared.sync;

import io.phalanx.shared.sync.LeaseTable.Seen;
import io.phalanx.shared.sync.SyncFile.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Leases of the rows of one matrix, in a mapped file, for the threads of all processes that open
/// the file: as long as everybody writes only rows that it has leased, no two write the same.
///
/// ```java
/// try (RowLeases leases = RowLeases.open(path, matrix.grid().rows());
///     RowLease lease = leases.acquire(0, 100)) {
///   write(matrix.grid().rows(0, 100));
/// }
/// ```
///
/// Leases that overlap are held one after the other, in the order in which they were asked for,
/// however wide they are; others do not wait for each other. Up to 256 can be held or waited for at
/// once, and one more is refused.
///
/// The lease of a process that ends is freed within some 50 ms of somebody's waiting for it. Its
/// rows may be half written: who gets any of them next is [told][RowLease#inconsistent], and
/// everybody after it, until they are [made consistent][RowLease#makeConsistent]. A process that
/// lives keeps its leases, also when it is stopped by a signal; if that hits it in the very
/// microsecond in which it changes the table, everybody waits for it.
///
/// Any thread may use an instance; closing it is for when none does.
public final class RowLeases implements AutoCloseable {
  private static final Kind KIND =
      new Kind("lease-table", 0x3153454C584C4850L, 1, LeaseTable.BYTES); // PHLXLES1
  private static final long LOOK_MIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SyncFile file;
  private final LeaseTable table;

  private RowLeases(SyncFile file, Participant self) {
    this.file = file;
    this.table = new LeaseTable(file.content(), self, "file=" + file.path().toAbsolutePath());
  }

  /// Opens the table of a file, which is made if there is none.
  ///
  /// @param rows of the matrix
  /// @throws IllegalStateException if there is a file, but no table of this version and so many
  ///   rows
  /// @throws PhalanxException if the file can be neither opened nor made
  public static RowLeases open(Path path, long rows) {
    return open(path, rows, Participant.self());
  }

  static RowLeases open(Path path, long rows, Participant self) {
    return new RowLeases(SyncFile.open(path, KIND, rows), self);
  }

  /// Rows of the matrix.
  public long rows() {
    return file.detail();
  }

  /// Leases the rows first (included) to limit (excluded), however long that takes; an interrupt
  /// does not end the wait.
  ///
  /// @throws IllegalStateException if the table is full, or this thread has a lease that overlaps
  public RowLease acquire(long first, long limit) {
    try {
      return acquire(range(first, limit), Wait.endless()).orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError("kept", e);
    }
  }

  /// Leases rows if that is possible in time.
  ///
  /// @return empty if the time is over
  /// @throws IllegalStateException if the table is full, or this thread has a lease that overlaps
  public Optional<RowLease> tryAcquire(long first, long limit, long time, TimeUnit unit)
      throws InterruptedException {
    return acquire(range(first, limit), Wait.of(unit.toNanos(time)));
  }

  private RowRange range(long first, long limit) {
    if (first < 0 || limit < first || limit > rows()) {
      throw new IllegalArgumentException(
          "rows out of range: first=" + first + ", limit=" + limit + ", rows=" + rows());
    }
    return new RowRange(first, limit);
  }

  private Optional<RowLease> acquire(RowRange rows, Wait wait) throws InterruptedException {
    long at = table.enter(rows);
    boolean held = false;
    try {
      held = await(at, wait);
      return held
          ? Optional.of(new RowLease(table, at, rows, table.orphaned(rows)))
          : Optional.empty();
    } finally {
      wait.restoreInterrupt();
      if (!held) {
        table.leave(at);
      }
    }
  }

  private boolean await(long at, Wait wait) throws InterruptedException {
    long lookNs = LOOK_MIN_NS;
    long lookDueNs = wait.startNs() + lookNs;
    while (true) {
      int heard = table.rings(at);
      List<Seen> before = table.holdIfDue(at);
      if (before.isEmpty()) {
        return true;
      }
      long nowNs = System.nanoTime();
      long leftNs = wait.leftNs(nowNs);
      if (nowNs - lookDueNs >= 0 || leftNs <= 0) {
        if (table.bury(before)) {
          continue;
        }
        lookNs = Math.min(2 * lookNs, LockCore.LOOK_MAX_NS);
        lookDueNs = nowNs + lookNs;
      }
      wait.checkInterrupt();
      if (leftNs <= 0) {
        return false;
      }
      table.nap(at, heard, Math.min(lookNs, leftNs));
    }
  }

  /// Unmaps the file, which stays. Leases that are held stay held until the process ends.
  @Override
  public void close() {
    file.close();
  }
}
