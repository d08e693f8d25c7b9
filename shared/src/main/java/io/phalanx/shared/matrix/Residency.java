package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/// Makes the parts of a writable mapping that this process works on present, each once, before they
/// are touched. Those of a new file in memory get their pages here, so that a full one is an error
/// and no SIGBUS.
///
/// How depends on the file, by measurement of 512 MiB in chunks: of a file in tmpfs that has its
/// pages, 38 ms for reading, which makes them writable too, 89 ms for writing, 170 ms by touch; of
/// a new one in tmpfs 201, 119 and 196 ms; in ext4 15 ms for writing, and 60 ms for reading since
/// the first store then faults again. One thread uses an instance.
public final class Residency {
  /// Made present as a whole: fractions of a millisecond, so that no worker falls silent.
  private static final long CHUNK_BYTES = 2 << 20;

  private final SharedMatrix matrix;
  private final MemorySegment memory;
  private final boolean isNew;
  private final boolean inMemory;
  private final BitSet present = new BitSet();

  private Residency(SharedMatrix matrix, boolean isNew, boolean inMemory) {
    this.matrix = matrix;
    this.memory = matrix.grid().memory();
    this.isNew = isNew;
    this.inMemory = inMemory;
  }

  /// Of a whole matrix.
  ///
  /// @param matrix mapped for [Access#READ_WRITE]; must stay open while this is used
  /// @param isNew true if nothing has been written to the file yet
  public static Residency of(SharedMatrix matrix, boolean isNew) {
    return new Residency(
        matrix, isNew, BlockReservation.isInMemory(SharedBlock.fileOf(matrix.path())));
  }

  /// Makes the bytes first (included) to limit (excluded) of the elements present.
  ///
  /// @throws MatrixIoException if the file is in memory and there is no room
  public void ensure(long first, long limit) {
    for (long start = first / CHUNK_BYTES * CHUNK_BYTES; start < limit; start += CHUNK_BYTES) {
      int chunk = (int) (start / CHUNK_BYTES);
      if (!present.get(chunk)) {
        present.set(chunk);
        populate(start, Math.min(memory.byteSize(), start + CHUNK_BYTES));
      }
    }
  }

  private void populate(long first, long limit) {
    MemorySegment chunk = memory.asSlice(first, limit - first);
    if (isNew && inMemory) {
      matrix.reserve(first, limit);
    }
    if (!isNew && inMemory) {
      Pages.populateForReading(chunk);
    } else {
      Pages.populateForWriting(chunk);
    }
  }
}
