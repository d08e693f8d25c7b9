package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;

/// Variance and standard deviation, in two passes over the cached strip: the mean, then the squared
/// distances from it.
///
/// The mean of the second pass is rounded to float64, which is put right by `Σ (x - mean)² = Σ (x -
/// rounded)² - (Σ x - n rounded)² / n`.
final class VarianceReduction extends StripReduction {
  /// Elements of a long run between its two passes: within the second-level cache.
  private static final int RUN_ELEMENTS = 1 << 14;

  private final VarianceOutcome outcome;
  private final SumAccumulators sums;
  private final SquareAccumulators squares;
  private final DoubleDouble total = new DoubleDouble();
  private final Moments moments = new Moments();

  /// What is to be subtracted from each column's sum of squares.
  private final double[] corrections = new double[Accumulators.WIDTH_MAX];

  /// The same for narrow rows.
  private final Scratch rowCorrections = new Scratch(Accumulators.PLANE_BYTES);

  VarianceReduction(DType type, VarianceOutcome outcome, boolean vectors) {
    super(type, outcome);
    this.outcome = outcome;
    sums = new SumAccumulators(vectors);
    squares = new SquareAccumulators(vectors);
  }

  @Override
  void reduceRun(long address, long elements, long firstIndex, Sink sink) {
    moments.clear();
    for (long first = 0; first < elements; first += RUN_ELEMENTS) {
      long count = Math.min(RUN_ELEMENTS, elements - first);
      Strip strip = Strip.run(address + first * elementBytes(), count);
      accumulate(strip);
      double distances = squaredDistances(strip, 0);
      sums.sumColumn(strip, 0, total);
      moments.add((double) count, total, distances);
    }
    put(0, sink, moments.count(), moments.sum(), moments.squares());
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    accumulate(strip);
    double count = (double) strip.elementsPerColumn();
    for (int column = 0; column < strip.cols(); column++) {
      double distances = squaredDistances(strip, column);
      sums.sumColumn(strip, column, total);
      put(column, sink, count, total, distances);
    }
  }

  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    int n = rows.rows();
    double count = rows.cols();
    sums.clear(n);
    rows.addTo(sums);
    long centres = squares.base + SquareAccumulators.CENTRE * Accumulators.PLANE_BYTES;
    RowResults.centres(sums, n, count, centres, rowCorrections.address());
    squares.clear(n);
    rows.addTo(squares);
    double divisor = Math.max(0.0, count - outcome.ddof());
    RowResults.variances(squares, n, rowCorrections.address(), divisor, results);
    if (outcome.root()) {
      RowResults.roots(n, results);
    }
  }

  private void accumulate(Strip strip) {
    sums.clear(strip.width());
    walk.walk(strip, sums);
    squares.clear(strip.width());
    double count = (double) strip.elementsPerColumn();
    for (int column = 0; column < strip.cols(); column++) {
      sums.sumColumn(strip, column, total);
      double mean = total.over(count);
      double rest = total.minus(mean, count);
      double correction = rest * rest / count;
      // Where it overflows, so does the sum of squares, which is to stay infinite.
      corrections[column] = Double.isFinite(correction) ? correction : 0.0;
      for (int c = column; c < strip.width(); c += strip.cols()) {
        squares.set(SquareAccumulators.CENTRE, c, mean);
      }
    }
    walk.walk(strip, squares);
  }

  /// The sum of the squared distances of a column's elements from their mean.
  private double squaredDistances(Strip strip, int column) {
    squares.sumColumn(strip, column, total);
    total.add(-corrections[column], 0.0);
    return Math.max(0.0, total.value());
  }

  private static void put(
      int column, Sink sink, double count, DoubleDouble sum, double squaredDistances) {
    sink.put(column, VarianceOutcome.COUNT, count);
    sink.put(column, VarianceOutcome.HIGH, sum.high());
    sink.put(column, VarianceOutcome.LOW, sum.low());
    sink.put(column, VarianceOutcome.SQUARES, squaredDistances);
  }
}
