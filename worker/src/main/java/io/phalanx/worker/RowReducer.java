package io.phalanx.worker;

import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reduces rows to one result each, and writes those of many rows at once: narrow rows together,
/// where the kernel knows how, others one after the other through one scratch partial.
final class RowReducer implements Reduction.Partials {
  private static final int ROWS_MAX = 1 << 15;

  private final Reduction reduction;
  private final NumberFile file;
  private final MemorySegment partial;
  private MemorySegment results = MemorySegment.NULL;

  /// @param file takes the result of row i as number i
  RowReducer(Reduction reduction, NumberFile file) {
    this.reduction = reduction;
    this.file = file;
    this.partial = new Scratch((long) reduction.slots() * Double.BYTES).segment();
  }

  /// @param firstRow number of the first of the rows
  void reduce(Grid rows, long firstRow) {
    for (long first = 0; first < rows.rows(); first += ROWS_MAX) {
      Grid some = rows.rows(first, Math.min(first + ROWS_MAX, rows.rows()));
      MemorySegment room = room(some.rows() * Double.BYTES);
      if (reduction instanceof NarrowReduction narrow && narrow.isNarrow(rows.cols())) {
        narrow.reduceRows(some, room);
      } else {
        reduceOneByOne(some, room);
      }
      file.write(firstRow + first, room);
    }
  }

  private void reduceOneByOne(Grid rows, MemorySegment room) {
    for (long row = 0; row < rows.rows(); row++) {
      reduction.reduce(rows.elements(row * rows.cols(), (row + 1) * rows.cols()), 0, partial);
      room.setAtIndex(ValueLayout.JAVA_DOUBLE, row, reduction.finish(this, rows.cols()));
    }
  }

  private MemorySegment room(long bytes) {
    if (results.byteSize() < bytes) {
      results = new Scratch(bytes).segment();
    }
    return results.asSlice(0, bytes);
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public double value(long index, int slot) {
    return partial.getAtIndex(ValueLayout.JAVA_DOUBLE, slot);
  }
}
