package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;

/// Index of the minimum or maximum.
///
/// A run goes by blocks in first-level cache: the extreme of the block first, and only where that
/// beats all blocks before, the search for its place.
final class ArgReduction extends StripReduction {
  private static final int RUN_ELEMENTS = Walk.BLOCK_ELEMENTS;

  private final ExtremeAccumulators extremes;
  private final ArgAccumulators places;
  private final Candidate best = new Candidate();
  private final double sign;

  ArgReduction(DType type, ArgOutcome outcome, boolean vectors) {
    super(type, outcome);
    sign = outcome.sign();
    extremes = new ExtremeAccumulators(sign, vectors);
    places = new ArgAccumulators(sign, vectors);
  }

  @Override
  void reduceRun(long address, long elements, long firstIndex, Sink sink) {
    best.clear();
    for (long first = 0; first < elements; first += RUN_ELEMENTS) {
      int count = (int) Math.min(RUN_ELEMENTS, elements - first);
      Strip block = Strip.run(address + first * elementBytes(), count);
      extremes.clear(block.width());
      walk.walk(block, extremes);
      double key = extremes.smallest(0, block.width(), 1);
      if (best.isBeatenBy(key)) {
        long data = walk.doubles(block.address(), count);
        best.consider(key, (double) (firstIndex + first + indexOf(sign * key, data, count)));
      }
    }
    put(0, sink);
  }

  @Override
  void reduceStrip(Strip strip, long firstRow, Sink sink) {
    places.clear(strip.width());
    walk.walk(strip, places);
    long rows = strip.elementsPerColumn();
    for (int column = 0; column < strip.cols(); column++) {
      best.clear();
      int last = (int) Math.min(strip.group(), rows);
      for (int q = 0; q < last; q++) {
        int c = q * strip.cols() + column;
        double row = places.get(ArgAccumulators.ROW, c) * strip.group() + q;
        best.consider(places.get(ArgAccumulators.KEY, c), (double) firstRow + row);
      }
      put(column, sink);
    }
  }

  /// The number of the row within its accumulator is the index within the row of the matrix.
  @Override
  void reduceNarrow(NarrowRows rows, long results) {
    places.clear(rows.rows());
    rows.addTo(places);
    RowResults.products(places, ArgAccumulators.ROW, rows.rows(), 1.0, results);
  }

  private void put(int column, Sink sink) {
    sink.put(column, ArgOutcome.VALUE, sign * best.key());
    sink.put(column, ArgOutcome.INDEX, best.index());
  }

  /// Where the first element equal to the value, or the first NaN for NaN, stands.
  private static int indexOf(double value, long data, int count) {
    boolean nan = Double.isNaN(value);
    for (int i = 0; i < count; i++) {
      double x = Elements.getDouble(data, i);
      if (x == value || (nan && Double.isNaN(x))) {
        return i;
      }
    }
    throw new IllegalStateException(
        "elements changed while they were read: value=" + value + ", count=" + count);
  }
}
