package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// A matrix that others change, and are to find as it was each time.
public final class MatrixCopy implements AutoCloseable {
  private static final int PARTS = 16;

  private final SharedMatrix pristine;
  private final SharedMatrix changed;

  private MatrixCopy(SharedMatrix pristine, SharedMatrix changed) {
    this.pristine = pristine;
    this.changed = changed;
  }

  /// Maps both files, which exist and are alike.
  public static MatrixCopy open(Path pristine, Path changed) {
    return new MatrixCopy(
        SharedMatrix.open(pristine, Access.READ), SharedMatrix.open(changed, Access.READ_WRITE));
  }

  /// Makes the one as the other is; both stay the files they are.
  public void restore() {
    restore(pristine, changed);
  }

  /// Copies one matrix over another, on all cores.
  static void restore(SharedMatrix pristine, SharedMatrix changed) {
    MemorySegment from = pristine.grid().memory();
    MemorySegment to = changed.grid().memory();
    long part = from.byteSize() / PARTS + 1;
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(index -> {
          long first = Math.min(from.byteSize(), index * part);
          long bytes = Math.min(part, from.byteSize() - first);
          MemorySegment.copy(from, first, to, first, bytes);
        });
  }

  @Override
  public void close() {
    pristine.close();
    changed.close();
  }
}
