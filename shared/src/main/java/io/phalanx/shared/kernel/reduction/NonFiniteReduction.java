package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.matrix.DType;

/// Number of elements that are NaN or infinite.
final class NonFiniteReduction extends StripReduction {
  private final NonFiniteAccumulators counts;

  NonFiniteReduction(DType type, CountOutcome outcome, boolean vectors) {
    super(type, outcome);
    counts = new NonFiniteAccumulators(vectors);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    counts.clear(strip.width());
    walk.walk(strip, counts);
    for (int column = 0; column < strip.cols(); column++) {
      double count = 0.0;
      for (int c = column; c < strip.width(); c += strip.cols()) {
        count += counts.get(NonFiniteAccumulators.COUNT, c);
      }
      sink.put(column, CountOutcome.COUNT, count);
    }
  }

  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    counts.clear(rows.rows());
    rows.addTo(counts);
    RowResults.products(counts, NonFiniteAccumulators.COUNT, rows.rows(), 1.0, results);
  }
}
