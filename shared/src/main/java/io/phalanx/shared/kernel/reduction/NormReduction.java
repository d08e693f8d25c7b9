package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;

/// Square root of the sum of squares.
///
/// Elements so large or small that their squares leave the range of float64 are met by a second
/// pass over the cached strip, scaled by a power of two.
final class NormReduction extends StripReduction {
  private static final double LARGE_ROOT = Math.sqrt(NormOutcome.LARGE);
  private static final double SMALL_ROOT = Math.sqrt(NormOutcome.SMALL);

  private final SquareAccumulators squares;
  private final DoubleDouble total = new DoubleDouble();

  /// Norms of scaled rows.
  private final Scratch scaled = new Scratch(Accumulators.PLANE_BYTES);

  /// The exponent by which each column's elements are to be scaled.
  private final int[] exponents = new int[Accumulators.WIDTH_MAX];

  NormReduction(DType type, NormOutcome outcome, boolean vectors) {
    super(type, outcome);
    squares = new SquareAccumulators(vectors);
    squares.fill(SquareAccumulators.CENTRE, Accumulators.WIDTH_MAX, 0.0);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    squares.clear(strip.width());
    walk.walk(strip, squares);
    boolean anyLarge = false;
    boolean anySmall = false;
    for (int column = 0; column < strip.cols(); column++) {
      squares.sumColumn(strip, column, total);
      double sum = total.high();
      exponents[column] =
          sum > NormOutcome.LARGE ? NormOutcome.DOWN : sum < NormOutcome.SMALL ? NormOutcome.UP : 0;
      anyLarge |= exponents[column] == NormOutcome.DOWN;
      anySmall |= exponents[column] == NormOutcome.UP;
    }
    putColumns(strip, 0, sink);
    if (anyLarge) {
      reduceScaled(strip, NormOutcome.DOWN, sink);
    }
    if (anySmall) {
      reduceScaled(strip, NormOutcome.UP, sink);
    }
  }

  private void reduceScaled(Strip strip, int exponent, Sink sink) {
    walk.scaleBy(Math.scalb(1.0, exponent));
    squares.clear(strip.width());
    walk.walk(strip, squares);
    walk.scaleBy(1.0);
    putColumns(strip, exponent, sink);
  }

  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    putRoots(rows, results);
    if (RowResults.isAnyOutside(SMALL_ROOT, LARGE_ROOT, rows.rows(), results)) {
      replace(rows, results, NormOutcome.DOWN, LARGE_ROOT, Double.POSITIVE_INFINITY);
      replace(rows, results, NormOutcome.UP, 0.0, SMALL_ROOT);
    }
  }

  private void putRoots(NarrowRows rows, long results) {
    squares.clear(rows.rows());
    rows.addTo(squares);
    RowResults.quotients(squares, rows.rows(), 1.0, results);
    RowResults.roots(rows.rows(), results);
  }

  /// Replaces norms between two bounds by those of the scaled elements.
  private void replace(NarrowRows rows, long results, int exponent, double least, double most) {
    rows.scaleTo(Math.scalb(1.0, exponent));
    putRoots(rows, scaled.address());
    for (int row = 0; row < rows.rows(); row++) {
      double plain = Elements.getDouble(results, row);
      if (plain >= least && plain <= most) {
        double root = Math.scalb(Elements.getDouble(scaled.address(), row), -exponent);
        Elements.putDouble(results, row, root);
      }
    }
  }

  private void putColumns(Strip strip, int exponent, Sink sink) {
    for (int column = 0; column < strip.cols(); column++) {
      if (exponents[column] == exponent) {
        squares.sumColumn(strip, column, total);
        sink.put(column, NormOutcome.HIGH, total.high());
        sink.put(column, NormOutcome.LOW, total.low());
        sink.put(column, NormOutcome.EXPONENT, exponent);
      }
    }
  }
}
