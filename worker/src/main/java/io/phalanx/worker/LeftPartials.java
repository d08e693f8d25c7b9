package io.phalanx.worker;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.ledger.NumberFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The partials of one result that an earlier phase left, in tile order.
///
/// Those of neighbouring columns lie side by side, and those of one column far apart: so those of
/// some columns are brought together at a time, each cache line being read once.
final class LeftPartials implements Reduction.Partials {
  /// Numbers in a cache line.
  private static final int BLOCK = 8;

  private final NumberFile numbers;
  private final long results;
  private final int slots;
  private final long perResult;
  private final MemorySegment block;
  private long firstOfBlock = -1;
  private long at;

  /// @param numbers those of all results: tile by tile, slot-major within a tile
  /// @param slots float64 in one partial
  /// @param results number of results, one per column or one in all
  LeftPartials(NumberFile numbers, int slots, long results) {
    this.numbers = numbers;
    this.results = results;
    this.slots = slots;
    this.perResult = results == 0 ? 0 : numbers.count() / results;
    this.block =
        results == 1
            ? numbers.slice(0, perResult)
            : new Scratch(perResult * BLOCK * Double.BYTES).segment();
  }

  /// Turns to a result.
  void turnTo(long result) {
    long first = result - result % BLOCK;
    if (results > 1 && first != firstOfBlock) {
      gather(first);
    }
    at = (result - first) * perResult;
  }

  private void gather(long first) {
    int columns = (int) Math.min(BLOCK, results - first);
    for (long i = 0; i < perResult; i++) {
      for (int column = 0; column < columns; column++) {
        double number = numbers.get(i * results + first + column);
        block.setAtIndex(ValueLayout.JAVA_DOUBLE, column * perResult + i, number);
      }
    }
    firstOfBlock = first;
  }

  @Override
  public long count() {
    return perResult / slots;
  }

  @Override
  public double value(long index, int slot) {
    return block.getAtIndex(ValueLayout.JAVA_DOUBLE, at + index * slots + slot);
  }
}
