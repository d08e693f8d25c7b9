package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// The reference of a fold: one element after the other.
record SerialFold(Fold fold, DType type) implements Reduction {
  @Override
  public int slots() {
    return fold.slots();
  }

  @Override
  public boolean definedForEmpty() {
    return fold.definedForEmpty();
  }

  @Override
  public void reduce(MemorySegment elements, long firstIndex, MemorySegment partial) {
    double[] state = FoldReduction.start(fold, new double[fold.slots()]);
    long n = Operands.elements(elements, type);
    for (long i = 0; i < n; i++) {
      fold.add(state, Elements.get(elements, type, i));
    }
    FoldReduction.put(state, partial, 1, 0);
  }

  @Override
  public void reduceColumns(Grid rows, long firstRow, MemorySegment partials) {
    for (long column = 0; column < rows.cols(); column++) {
      double[] state = FoldReduction.start(fold, new double[fold.slots()]);
      for (long row = 0; row < rows.rows(); row++) {
        fold.add(state, Elements.get(rows.memory(), type, row * rows.cols() + column));
      }
      FoldReduction.put(state, partials, rows.cols(), column);
    }
  }

  @Override
  public double finish(Partials partials, long elements) {
    return FoldReduction.finish(fold, partials, elements);
  }
}
