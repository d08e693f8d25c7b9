package io.phalanx.shared.sync;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Rows of a matrix that nobody else has, from [RowLeases]. Any thread of the process may close it,
/// once.
public final class RowLease implements AutoCloseable {
  private final LeaseTable table;
  private final long at;
  private final RowRange rows;
  private final List<RowRange> inconsistent;
  private final AtomicBoolean open = new AtomicBoolean(true);

  RowLease(LeaseTable table, long at, RowRange rows, List<RowRange> inconsistent) {
    this.table = table;
    this.at = at;
    this.rows = rows;
    this.inconsistent = inconsistent;
  }

  /// The rows.
  public RowRange rows() {
    return rows;
  }

  /// Those of them that a holder left half written, perhaps, when its process ended; they were not
  /// made consistent when this lease began.
  public List<RowRange> inconsistent() {
    return inconsistent;
  }

  /// True if there are such.
  public boolean isInconsistent() {
    return !inconsistent.isEmpty();
  }

  /// Says that all these rows are in order again: nobody is told of them any more.
  ///
  /// @throws IllegalStateException if the lease is closed, or the table is full and has no place
  ///   for what is left of the rows beside
  public void makeConsistent() {
    if (!open.get()) {
      throw new IllegalStateException("the lease is closed: rows=" + rows);
    }
    table.makeConsistent(rows);
  }

  /// Gives the rows to others. Without effect the second time.
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      table.leave(at);
    }
  }
}
