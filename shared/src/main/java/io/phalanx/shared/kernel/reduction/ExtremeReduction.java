package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.matrix.DType;

/// Minimum and maximum. Where there is no element, a partial is the infinity that changes nothing.
final class ExtremeReduction extends StripReduction {
  private final ExtremeAccumulators extremes;
  private final double sign;
  private final boolean inFloats;

  ExtremeReduction(DType type, ExtremeOutcome outcome, boolean vectors) {
    super(type, outcome);
    sign = outcome.sign();
    inFloats = vectors && type == DType.FLOAT32;
    extremes = new ExtremeAccumulators(sign, vectors);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    extremes.clear(strip.width());
    walk.walk(strip, extremes);
    for (int column = 0; column < strip.cols(); column++) {
      double key = extremes.smallest(column, strip.width(), strip.cols());
      sink.put(column, ExtremeOutcome.VALUE, sign * key);
    }
  }

  @Override
  void reduceRun(long address, long elements, long firstIndex, Sink sink) {
    if (inFloats) {
      sink.put(0, ExtremeOutcome.VALUE, sign * FloatExtremes.smallest(address, elements, sign));
    } else {
      super.reduceRun(address, elements, firstIndex, sink);
    }
  }

  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    extremes.clear(rows.rows());
    rows.addTo(extremes);
    RowResults.products(extremes, ExtremeAccumulators.KEY, rows.rows(), sign, results);
  }
}
