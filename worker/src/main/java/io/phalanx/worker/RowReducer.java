package io.phalanx.worker;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reduces one row after the other to its result, through one scratch partial.
final class RowReducer implements Reduction.Partials {
  private final Reduction reduction;
  private final MemorySegment partial;

  RowReducer(Reduction reduction) {
    this.reduction = reduction;
    this.partial = new Scratch((long) reduction.slots() * Double.BYTES).segment();
  }

  double reduce(MemorySegment row, long elements) {
    reduction.reduce(row, 0, partial);
    return reduction.finish(this, elements);
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
