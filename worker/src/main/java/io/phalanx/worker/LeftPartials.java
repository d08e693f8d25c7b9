package io.phalanx.worker;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.ledger.NumberFile;

/// The partials of one result that an earlier phase left, in tile order.
///
/// @param numbers those of all results: tile by tile, slot-major within a tile
/// @param slots float64 in one partial
/// @param results number of results, one per column or one in all
/// @param result which of them
record LeftPartials(NumberFile numbers, int slots, long results, long result)
    implements Reduction.Partials {
  @Override
  public long count() {
    return numbers.count() / (slots * results);
  }

  @Override
  public double value(long index, int slot) {
    return numbers.get((index * slots + slot) * results + result);
  }
}
