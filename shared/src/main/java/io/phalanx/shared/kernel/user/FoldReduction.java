package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Runs a fold over runs of any length and type, block by block.
final class FoldReduction implements NarrowReduction {
  /// Columns whose states are kept at a time.
  private static final int STRIP_COLS = 256;

  private final Fold fold;
  private final FoldLoop loop;
  private final DType type;
  private final int slots;
  private final Block block;
  private final double[][] states;

  /// Of a narrow row, and its merger with that of no element.
  private final double[] rowState;

  private final double[] merged;

  FoldReduction(Fold fold, FoldLoop loop, DType type) {
    this.fold = fold;
    this.loop = loop;
    this.type = type;
    slots = fold.slots();
    block = new Block(type, Block.ELEMENTS);
    states = new double[STRIP_COLS][slots];
    rowState = new double[slots];
    merged = new double[slots];
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public boolean definedForEmpty() {
    return fold.definedForEmpty();
  }

  @Override
  public void reduce(MemorySegment elements, long firstIndex, MemorySegment partial) {
    long n = Operands.elements(elements, type);
    double[] state = start(fold, states[0]);
    for (long done = 0; done < n; done += Block.ELEMENTS) {
      int length = (int) Math.min(Block.ELEMENTS, n - done);
      block.read(elements, done, length);
      loop.addAll(state, block.values(), 0, length);
    }
    put(state, partial, 1, 0);
  }

  @Override
  public void reduceColumns(Grid rows, long firstRow, MemorySegment partials) {
    for (long first = 0; first < rows.cols(); first += STRIP_COLS) {
      int width = (int) Math.min(STRIP_COLS, rows.cols() - first);
      for (int column = 0; column < width; column++) {
        start(fold, states[column]);
      }
      reduceStrip(rows, first, width);
      for (int column = 0; column < width; column++) {
        put(states[column], partials, rows.cols(), first + column);
      }
    }
  }

  @Override
  public boolean isNarrow(long cols) {
    return cols >= 1 && cols <= Block.ELEMENTS;
  }

  @Override
  public void reduceRows(Grid rows, MemorySegment results) {
    int cols = (int) rows.cols();
    int together = Block.ELEMENTS / cols;
    for (long first = 0; first < rows.rows(); first += together) {
      int count = (int) Math.min(together, rows.rows() - first);
      block.read(rows.memory(), first * cols, count * cols);
      for (int row = 0; row < count; row++) {
        loop.addAll(start(fold, rowState), block.values(), row * cols, (row + 1) * cols);
        // As any other state, it is merged with that of no element.
        fold.merge(start(fold, merged), rowState);
        results.setAtIndex(ValueLayout.JAVA_DOUBLE, first + row, fold.finish(merged, cols));
      }
    }
  }

  @Override
  public double finish(Partials partials, long elements) {
    return finish(fold, partials, elements);
  }

  /// A row of some columns at a time, or several whole rows where they are short.
  private void reduceStrip(Grid rows, long firstColumn, int width) {
    int together = width == rows.cols() ? Block.ELEMENTS / width : 1;
    for (long row = 0; row < rows.rows(); row += together) {
      int count = (int) Math.min(together, rows.rows() - row);
      block.read(rows.memory(), row * rows.cols() + firstColumn, count * width);
      for (int r = 0; r < count; r++) {
        loop.addEach(states, width, block.values(), r * width);
      }
    }
  }

  static double[] start(Fold fold, double[] state) {
    Arrays.fill(state, 0);
    fold.start(state);
    return state;
  }

  /// Writes a state as partial `column` of `cols`, slot-major.
  static void put(double[] state, MemorySegment partials, long cols, long column) {
    for (int slot = 0; slot < state.length; slot++) {
      partials.setAtIndex(ValueLayout.JAVA_DOUBLE, slot * cols + column, state[slot]);
    }
  }

  static double finish(Fold fold, Partials partials, long elements) {
    double[] state = start(fold, new double[fold.slots()]);
    double[] later = new double[state.length];
    for (long index = 0; index < partials.count(); index++) {
      for (int slot = 0; slot < later.length; slot++) {
        later[slot] = partials.value(index, slot);
      }
      fold.merge(state, later);
    }
    return fold.finish(state, elements);
  }
}
