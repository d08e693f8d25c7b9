package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/// Computes the sums of a part with a [Blas], in steps over its depth.
///
/// The sizes of steps depend on shapes and types alone; so do the bits, with one Blas on one
/// machine.
final class Sums {
  /// Products in a step: 0.1 s on a slow core.
  private static final long STEP_PRODUCTS_MAX = 1L << 31;

  private static final int STEP_DEPTH_MAX = 1 << 27;

  /// A column costs memory traffic as if it were so many.
  private static final int COLS_COUNTED_MIN = 16;

  /// A copied block is to stay in second-level cache, but must be deep enough for a Blas, unless it
  /// grows beyond all bounds.
  private static final long COPY_ELEMENTS = 1 << 17;

  private static final long COPY_ELEMENTS_MAX = 1 << 20;
  private static final long COPY_DEPTH_MIN = 256;
  private static final int COPY_ROWS_MAX = 1024;

  private final Formula formula;
  private final Blas blas;
  private final boolean magnitudes;
  private final GrowingScratch leftCopy = new GrowingScratch();
  private final GrowingScratch rightCopy = new GrowingScratch();

  /// @param magnitudes true for the absolute value of every number
  Sums(Formula formula, Blas blas, boolean magnitudes) {
    this.formula = formula;
    this.blas = blas;
    this.magnitudes = magnitudes;
  }

  /// Computes the sums of a part, of a triangle only those on and below the diagonal.
  ///
  /// @param c where to
  void add(Part part, Operands operands, Gemm.Block c, Runnable signOfLife) {
    int rows = Math.toIntExact(part.limitRow() - part.firstRow());
    int cols = Math.toIntExact(part.limitCol() - part.firstCol());
    if (rows == 0 || cols == 0) {
      return;
    }
    if (part.firstDepth() == part.limitDepth()) {
      clear(c, rows, cols);
      return;
    }
    Panel a = left(operands);
    Panel b = right(operands);
    boolean copied = a.isCopied() || b.isCopied();
    int rowStep = copied && !part.isTriangle() ? Math.min(rows, COPY_ROWS_MAX) : rows;
    int depthStep = depthStep(rowStep, cols, copied);
    try {
      for (int i = 0; i < rows; i += rowStep) {
        Span band = Span.of(part.firstRow() + i, rowStep, part.limitRow());
        long address = c.address() + i * c.stride() * formula.type().bytes();
        Gemm.Block target = new Gemm.Block(address, c.stride(), false);
        for (long k = part.firstDepth(); k < part.limitDepth(); k += depthStep) {
          Span inner = Span.of(k, depthStep, part.limitDepth());
          Gemm.Block left = a.block(band, inner);
          Gemm.Block right =
              part.isTriangle()
                  ? new Gemm.Block(left.address(), left.stride(), !left.transposed())
                  : b.block(inner, new Span(part.firstCol(), cols));
          Gemm.Extent extent = new Gemm.Extent(band.size(), cols, inner.size());
          boolean adds = k > part.firstDepth();
          blas.multiply(
              new Gemm(formula.type(), extent, left, right, target, adds, part.isTriangle()));
          signOfLife.run();
        }
      }
    } finally {
      Reference.reachabilityFence(operands);
      Reference.reachabilityFence(this);
    }
  }

  private static int depthStep(int rows, int cols, boolean copied) {
    long products = (long) rows * Math.max(cols, COLS_COUNTED_MIN);
    long step = Math.clamp(STEP_PRODUCTS_MAX / products, 1, STEP_DEPTH_MAX);
    if (copied) {
      long side = Math.max(rows, cols);
      long deep = Math.min(COPY_DEPTH_MIN, COPY_ELEMENTS_MAX / side);
      step = Math.clamp(Math.max(deep, COPY_ELEMENTS / side), 1, step);
    }
    return (int) step;
  }

  private Panel left(Operands operands) {
    boolean transposed =
        switch (formula.factors()) {
          case Formula.Square _ -> true;
          case Formula.Pair pair -> pair.transposesA();
        };
    Grid source = operands.inputs().getFirst();
    return panel(new Panel.Factor(source, transposed), operands, leftCopy);
  }

  private Panel right(Operands operands) {
    Panel.Factor factor =
        switch (formula.factors()) {
          case Formula.Square _ -> new Panel.Factor(operands.inputs().getFirst(), false);
          case Formula.Pair pair -> new Panel.Factor(operands.inputs().get(1), pair.transposesB());
        };
    return panel(factor, operands, rightCopy);
  }

  private Panel panel(Panel.Factor factor, Operands operands, GrowingScratch copy) {
    List<MemorySegment> statistics = operands.statistics();
    Panel.Columns columns =
        new Panel.Columns(
            statistics.isEmpty() ? null : statistics.getFirst(),
            statistics.size() < 2 ? null : statistics.get(1),
            magnitudes);
    return new Panel(factor, formula.type(), columns, copy);
  }

  private void clear(Gemm.Block block, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      long address = block.address() + i * block.stride() * formula.type().bytes();
      Memory.ALL.asSlice(address, (long) cols * formula.type().bytes()).fill((byte) 0);
    }
  }
}
