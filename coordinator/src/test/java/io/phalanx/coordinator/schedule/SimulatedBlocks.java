package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileSteps;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Computes and copies blocks of a simulated job, of which either can end after any byte.
final class SimulatedBlocks implements TileSteps.Blocks {
  private final MemorySegment matrix;
  private final RedoFile redo;
  private long bytesLeft = Long.MAX_VALUE;

  SimulatedBlocks(MemorySegment matrix, RedoFile redo) {
    this.matrix = matrix;
    this.redo = redo;
  }

  /// Lets what is written next end after so many bytes.
  void cutAfter(long bytes) {
    bytesLeft = bytes;
  }

  @Override
  public void compute(long first, long limit) {
    long[] results = new long[(int) (limit - first)];
    for (int i = 0; i < results.length; i++) {
      results[i] = SimulatedFiles.transformed(matrix.getAtIndex(ValueLayout.JAVA_LONG, first + i));
    }
    write(MemorySegment.ofArray(results), redo.block(limit - first), 0);
  }

  @Override
  public void copy(long first, long limit) {
    write(redo.block(limit - first), matrix, first * Long.BYTES);
  }

  private void write(MemorySegment source, MemorySegment target, long offset) {
    long bytes = Math.min(source.byteSize(), bytesLeft);
    MemorySegment.copy(source, 0, target, offset, bytes);
    bytesLeft -= bytes;
    if (bytes < source.byteSize()) {
      throw new CutShort();
    }
  }
}
