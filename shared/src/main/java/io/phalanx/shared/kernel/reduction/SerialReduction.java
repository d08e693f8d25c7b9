package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// The scalar reference: one column after the other, one element after the other.
final class SerialReduction implements Reduction {
  private final DType type;
  private final Outcome outcome;
  private final ColumnFold fold;

  SerialReduction(DType type, Outcome outcome, ColumnFold fold) {
    this.type = type;
    this.outcome = outcome;
    this.fold = fold;
  }

  @Override
  public int slots() {
    return outcome.slots();
  }

  @Override
  public boolean definedForEmpty() {
    return outcome.definedForEmpty();
  }

  @Override
  public void reduce(MemorySegment elements, long firstIndex, MemorySegment partial) {
    Column column = new Column(elements, type, 0, 1, Operands.elements(elements, type));
    fold.fold(column, firstIndex, Sink.single(partial));
  }

  @Override
  public void reduceColumns(Grid rows, long firstRow, MemorySegment partials) {
    for (long c = 0; c < rows.cols(); c++) {
      Column column = new Column(rows.memory(), rows.dtype(), c, rows.cols(), rows.rows());
      fold.fold(column, firstRow, new Sink(partials, rows.cols(), c));
    }
  }

  @Override
  public double finish(Partials partials, long elements) {
    return outcome.finish(partials, elements);
  }
}
