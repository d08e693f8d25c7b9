package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.matrix.DType;

/// Variance and standard deviation, in two passes over the cached strip: the mean, then the squared
/// distances from it.
///
/// The mean of the second pass is rounded to float64, which is put right by `Σ (x - mean)² = Σ (x -
/// rounded)² - n (mean - rounded)²`.
final class VarianceReduction extends StripReduction {
  /// Elements of a long run between its two passes: within the second-level cache.
  private static final int RUN_ELEMENTS = 1 << 14;

  private final SumAccumulators sums;
  private final SquareAccumulators squares;
  private final DoubleDouble total = new DoubleDouble();
  private final DoubleDouble squareTotal = new DoubleDouble();
  private final Moments moments = new Moments();

  VarianceReduction(DType type, VarianceOutcome outcome, boolean vectors) {
    super(type, outcome);
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
      addColumn(strip, 0);
    }
    put(0, sink);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    accumulate(strip);
    for (int column = 0; column < strip.cols(); column++) {
      moments.clear();
      addColumn(strip, column);
      put(column, sink);
    }
  }

  private void accumulate(Strip strip) {
    double count = (double) strip.elementsPerColumn();
    sums.clear(strip.width());
    walk.walk(strip, sums);
    squares.clear(strip.width());
    for (int column = 0; column < strip.cols(); column++) {
      sums.sumColumn(strip, column, total);
      for (int c = column; c < strip.width(); c += strip.cols()) {
        squares.set(SquareAccumulators.CENTRE, c, total.over(count));
      }
    }
    walk.walk(strip, squares);
  }

  private void addColumn(Strip strip, int column) {
    double count = (double) strip.elementsPerColumn();
    sums.sumColumn(strip, column, total);
    squares.sumColumn(strip, column, squareTotal);
    double meanLow = total.overLow(count);
    squareTotal.add(-count * meanLow * meanLow, 0.0);
    moments.add(count, total, Math.max(0.0, squareTotal.value()));
  }

  private void put(int column, Sink sink) {
    sink.put(column, VarianceOutcome.COUNT, moments.count());
    sink.put(column, VarianceOutcome.HIGH, moments.sum().high());
    sink.put(column, VarianceOutcome.LOW, moments.sum().low());
    sink.put(column, VarianceOutcome.SQUARES, moments.squares());
  }
}
