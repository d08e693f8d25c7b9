package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.matrix.DType;

/// Sum and mean.
final class SumReduction extends StripReduction {
  private final SumAccumulators sums;
  private final SumOutcome outcome;
  private final DoubleDouble total = new DoubleDouble();

  SumReduction(DType type, SumOutcome outcome, boolean vectors) {
    super(type, outcome);
    this.outcome = outcome;
    sums = new SumAccumulators(vectors);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    sums.clear(strip.width());
    walk.walk(strip, sums);
    for (int column = 0; column < strip.cols(); column++) {
      sums.sumColumn(strip, column, total);
      sink.put(column, SumOutcome.HIGH, total.high());
      sink.put(column, SumOutcome.LOW, total.low());
    }
  }

  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    sums.clear(rows.rows());
    rows.addTo(sums);
    RowResults.quotients(sums, rows.rows(), outcome.mean() ? rows.cols() : 1.0, results);
  }
}
