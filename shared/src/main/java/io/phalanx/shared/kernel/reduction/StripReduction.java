package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/// A reduction that goes over its elements in strips of columns.
abstract class StripReduction implements NarrowReduction {
  final Walk walk;
  private final DType type;
  private final Outcome outcome;
  private @Nullable NarrowRows narrow;

  StripReduction(DType type, Outcome outcome) {
    this.type = type;
    this.outcome = outcome;
    walk = new Walk(type);
  }

  /// Reduces each column of a strip to one partial.
  ///
  /// @param firstRow what the first row counts as in an index result
  abstract void reduceStrip(Strip strip, long firstRow, Sink sink);

  /// Reduces elements that lie one behind the other to one partial.
  ///
  /// @param firstIndex what the first element counts as in an index result
  void reduceRun(long address, long elements, long firstIndex, Sink sink) {
    reduceStrip(Strip.run(address, elements), firstIndex, sink);
  }

  /// Reduces every row of a block to its result.
  ///
  /// @param results address of one float64 per row, with room for a last vector that is not full
  abstract void reduceNarrow(NarrowRows rows, long results);

  final int elementBytes() {
    return type.bytes();
  }

  @Override
  public final int slots() {
    return outcome.slots();
  }

  @Override
  public final boolean definedForEmpty() {
    return outcome.definedForEmpty();
  }

  @Override
  public final double finish(Partials partials, long elements) {
    return outcome.finish(partials, elements);
  }

  @Override
  public final void reduce(MemorySegment elements, long firstIndex, MemorySegment partial) {
    long count = Operands.elements(elements, type);
    checkRoom(partial, 1);
    try {
      reduceRun(Memory.addressOf(elements), count, firstIndex, Sink.single(partial));
    } finally {
      Reference.reachabilityFence(this); // owns the scratch memory of the loops
    }
  }

  @Override
  public final void reduceColumns(Grid rows, long firstRow, MemorySegment partials) {
    checkType(rows);
    checkRoom(partials, rows.cols());
    try {
      if (Strip.isNarrow(rows.cols())) {
        reduceJoined(rows, firstRow, partials);
      } else {
        reduceWide(rows, firstRow, partials);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public final boolean isNarrow(long cols) {
    return cols >= 1 && cols <= NarrowRows.COLS_MAX;
  }

  @Override
  public final void reduceRows(Grid rows, MemorySegment results) {
    checkType(rows);
    if (!isNarrow(rows.cols()) || results.byteSize() != rows.rows() * Double.BYTES) {
      throw new IllegalArgumentException(
          "rows do not fit: rows="
              + rows.rows()
              + ", cols="
              + rows.cols()
              + ", colsMax="
              + NarrowRows.COLS_MAX
              + ", resultBytes="
              + results.byteSize());
    }
    if (narrow == null) {
      narrow = new NarrowRows(type);
    }
    try {
      narrow.reduce(rows, Memory.outputAddressOf(results), this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void reduceJoined(Grid rows, long firstRow, MemorySegment partials) {
    long address = Memory.addressOf(rows.memory());
    int cols = (int) rows.cols();
    Sink sink = new Sink(partials, cols, 0);
    if (cols == 1) {
      reduceRun(address, rows.rows(), firstRow, sink);
    } else if (cols > 1) {
      reduceStrip(Strip.joined(address, rows.rows(), cols), firstRow, sink);
    }
  }

  private void reduceWide(Grid rows, long firstRow, MemorySegment partials) {
    long cols = rows.cols();
    for (long first = 0; first < cols; first += Accumulators.WIDTH_MAX) {
      int width = (int) Math.min(Accumulators.WIDTH_MAX, cols - first);
      long address = Memory.addressOf(rows.memory()) + first * type.bytes();
      Strip strip = Strip.columns(address, cols, rows.rows(), width);
      reduceStrip(strip, firstRow, new Sink(partials, cols, first));
    }
  }

  private void checkType(Grid rows) {
    if (rows.dtype() != type) {
      throw new IllegalArgumentException(
          "kernel was made for another type: dtype="
              + rows.dtype().label()
              + ", wanted="
              + type.label());
    }
  }

  private void checkRoom(MemorySegment partials, long columns) {
    long wanted = Math.multiplyExact(columns, (long) slots() * Double.BYTES);
    if (partials.byteSize() < wanted) {
      throw new IllegalArgumentException(
          "no room for the partials: bytes="
              + partials.byteSize()
              + ", wanted="
              + wanted
              + ", columns="
              + columns
              + ", slots="
              + slots());
    }
  }
}
