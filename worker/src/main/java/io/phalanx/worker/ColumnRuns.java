package io.phalanx.worker;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.Tiling;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reduces runs of columns of a matrix that is [one band][Tiling#isOneBand] high: to their results,
/// or to partials for several statistics.
///
/// Kernels take whole rows, so a run is brought together first, in memory that stays in the cache.
final class ColumnRuns implements TileWork, Reduction.Partials {
  private final Reduction reduction;
  private final Tiling tiling;
  private final Grid input;
  private final NumberFile numbers;
  private final MemorySegment gathered;
  private final MemorySegment partials;
  private final MemorySegment results;
  private long column;
  private long columns;

  /// @param numbers one per column for results, otherwise slot-major partials
  ColumnRuns(Reduction reduction, Tiling tiling, Grid input, NumberFile numbers) {
    this.reduction = reduction;
    this.tiling = tiling;
    this.input = input;
    this.numbers = numbers;
    long columnsMax = Math.min(tiling.units(), tiling.unitsPerTile());
    this.gathered = new Scratch(input.rows() * columnsMax * input.dtype().bytes()).segment();
    this.partials = new Scratch(reduction.slots() * columnsMax * Double.BYTES).segment();
    this.results = new Scratch(columnsMax * Double.BYTES).segment();
  }

  @Override
  public long run(int tile) {
    long first = tiling.first(tile);
    columns = tiling.limit(tile) - first;
    Grid run = gather(first);
    reduction.reduceColumns(run, 0, partials.asSlice(0, slotBytes() * reduction.slots()));
    if (numbers.count() == input.cols()) {
      finish();
      numbers.write(first, results.asSlice(0, slotBytes()));
    } else {
      for (int slot = 0; slot < reduction.slots(); slot++) {
        MemorySegment values = partials.asSlice(slot * slotBytes(), slotBytes());
        numbers.write(slot * input.cols() + first, values);
      }
    }
    return run.memory().byteSize();
  }

  private Grid gather(long first) {
    if (input.rows() == 1) {
      return new Grid(input.elements(first, first + columns), 1, columns, input.dtype());
    }
    long rowBytes = columns * input.dtype().bytes();
    for (long row = 0; row < input.rows(); row++) {
      long source = (row * input.cols() + first) * input.dtype().bytes();
      MemorySegment.copy(input.memory(), source, gathered, row * rowBytes, rowBytes);
    }
    MemorySegment used = gathered.asSlice(0, input.rows() * rowBytes);
    return new Grid(used, input.rows(), columns, input.dtype());
  }

  private void finish() {
    for (column = 0; column < columns; column++) {
      double result = reduction.finish(this, input.rows());
      results.setAtIndex(ValueLayout.JAVA_DOUBLE, column, result);
    }
  }

  private long slotBytes() {
    return columns * Double.BYTES;
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public double value(long index, int slot) {
    return partials.getAtIndex(ValueLayout.JAVA_DOUBLE, slot * columns + column);
  }
}
