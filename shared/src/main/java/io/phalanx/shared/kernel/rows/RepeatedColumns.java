package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Mean and standard deviation of every column: for narrow rows written out again and again up to a
/// whole number of vectors, for wide rows where they are.
final class RepeatedColumns {
  /// Narrow rows are written out to at least as many elements.
  private static final int ELEMENTS_MIN = 1024;

  private final int wideCols;
  private final long lengthBytes;
  private final Scratch scratch;
  private long mean;
  private long std;
  private long elements;
  private int writtenCols;

  /// @param wideCols rows at least this wide are not written out
  RepeatedColumns(int wideCols) {
    this.wideCols = wideCols;
    lengthBytes = (ELEMENTS_MIN + wideCols * (long) Lanes.DOUBLE_LANES) * Double.BYTES;
    scratch = new Scratch(2 * lengthBytes);
  }

  /// Takes the statistics of one call.
  ///
  /// @throws IllegalArgumentException if there are not two of them with one float64 per column
  void open(List<MemorySegment> statistics, long cols) {
    if (statistics.size() != 2) {
      throw new IllegalArgumentException("wrong statistics: count=" + statistics.size());
    }
    for (MemorySegment statistic : statistics) {
      if (statistic.byteSize() != cols * Double.BYTES) {
        throw new IllegalArgumentException(
            "statistics do not fit: bytes=" + statistic.byteSize() + ", cols=" + cols);
      }
    }
    mean = Memory.addressOf(statistics.getFirst());
    std = Memory.addressOf(statistics.getLast());
    elements = cols;
    if (cols > 0 && cols < wideCols) {
      repeat((int) cols);
    }
  }

  /// Nothing is written where it stands there already: a tile in place comes in blocks of 8 KiB,
  /// and to write the statistics of one column out takes longer than to use them.
  private void repeat(int cols) {
    int group = cols * Lanes.DOUBLE_LANES;
    int repetitions = Math.ceilDiv(ELEMENTS_MIN, group) * Lanes.DOUBLE_LANES;
    long rowBytes = (long) cols * Double.BYTES;
    boolean written =
        cols == writtenCols
            && isSame(mean, scratch.address(), rowBytes)
            && isSame(std, scratch.address() + lengthBytes, rowBytes);
    for (int i = 0; i < repetitions && !written; i++) {
      long to = scratch.address() + i * rowBytes;
      MemorySegment.copy(Memory.ALL, mean, Memory.ALL, to, rowBytes);
      MemorySegment.copy(Memory.ALL, std, Memory.ALL, to + lengthBytes, rowBytes);
    }
    writtenCols = cols;
    mean = scratch.address();
    std = scratch.address() + lengthBytes;
    elements = (long) cols * repetitions;
  }

  private static boolean isSame(long first, long second, long bytes) {
    return MemorySegment.mismatch(
            Memory.ALL, first, first + bytes, Memory.ALL, second, second + bytes)
        == -1;
  }

  /// After how many elements the statistics begin anew; whole rows.
  long elements() {
    return elements;
  }

  /// The address of the mean that belongs to element `index`, below [#elements].
  long mean(long index) {
    return mean + index * Double.BYTES;
  }

  /// The address of the standard deviation that belongs to element `index`, below [#elements].
  long std(long index) {
    return std + index * Double.BYTES;
  }
}
