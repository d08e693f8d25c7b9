package io.phalanx.shared.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Byte layout of one worker's redo file for one phase of a job, little-endian, and its mapping.
///
/// ```text
/// 0                  128                4096
/// | [JobFileHeader] | state, 8 bytes | block: unitsPerBlock units
/// ```
///
/// Count is the units of a block, detail the bytes of a unit. The state is a packed [RedoState], or
/// -1 before the first tile.
///
/// A worker that changes a matrix in place computes each block into this file, publishes it, copies
/// it to the matrix, and clears. Whatever instruction it is killed at, the state says what is true
/// of the matrix: units before `unitsDone` are changed; those of a published block are changed, not
/// changed or torn, and the block here is whole; all others are untouched. That holds because no
/// store of one step may be seen before those of the step ahead of it, so every step ends in a
/// fence: processors keep the order of stores that the compiler emits on x86, and the fence makes
/// the compiler, and other processors, keep it too. A release store alone would let the stores of
/// the copy move above it.
///
/// One thread of the worker writes; the coordinator reads after it has reaped that worker.
public final class RedoFile implements AutoCloseable {
  /// Size of a block where rows are not larger: source, block and target fit the first-level cache.
  private static final int BLOCK_BYTES = 8 << 10;

  private static final long MAGIC = 0x314F444558484C50L; // "PLHXEDO1"
  private static final int VERSION = 1;
  private static final long STATE_AT = 128;
  private static final long BLOCK_AT = 4096;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MappedFile file;
  private final MemorySegment memory;
  private final MemorySegment block;
  private final long unitBytes;
  private final long unitsPerBlock;

  private RedoFile(MappedFile file, long unitBytes, long unitsPerBlock) {
    this.file = file;
    this.memory = file.memory();
    this.block = memory.asSlice(BLOCK_AT, unitBytes * unitsPerBlock);
    this.unitBytes = unitBytes;
    this.unitsPerBlock = unitsPerBlock;
  }

  /// Makes the file anew; only while the worker has claimed no tile of the phase.
  ///
  /// @param unitBytes bytes of a unit, which is an element or a row
  public static RedoFile create(Path path, int phase, long unitBytes) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove: file=" + path + ", cause=" + e, e);
    }
    long units = unitsPerBlock(unitBytes);
    long bytes = Math.addExact(BLOCK_AT, Math.multiplyExact(units, unitBytes));
    return initialised(MappedFile.create(path, bytes), phase, unitBytes, units);
  }

  /// One in the memory of this process alone, for simulations.
  public static RedoFile inMemory(long unitBytes, long unitsPerBlock) {
    long bytes = BLOCK_AT + unitBytes * unitsPerBlock;
    return initialised(MappedFile.inMemory(bytes), 0, unitBytes, unitsPerBlock);
  }

  /// Makes it the redo file of another phase, as [#create] would; only while the worker has claimed
  /// no tile of that phase, and the file has a name that nobody looks for.
  ///
  /// @return false if a unit of that phase has another size; then nothing has changed
  public boolean renew(int phase, long wantedUnitBytes) {
    if (wantedUnitBytes != unitBytes || unitsPerBlock != unitsPerBlock(unitBytes)) {
      return false;
    }
    initialise(memory, phase, unitBytes, unitsPerBlock);
    return true;
  }

  private static RedoFile initialised(MappedFile mapped, int phase, long unitBytes, long units) {
    initialise(mapped.memory(), phase, unitBytes, units);
    return new RedoFile(mapped, unitBytes, units);
  }

  private static void initialise(MemorySegment memory, int phase, long unitBytes, long units) {
    LONGS.setVolatile(memory, STATE_AT, RedoState.NONE);
    new JobFileHeader(MAGIC, VERSION, phase, units, unitBytes).write(memory);
  }

  /// Maps the file of a worker that was reaped.
  ///
  /// @throws IllegalStateException if it is torn, foreign, of another version or another phase
  public static RedoFile open(Path path, int phase, long unitBytes) {
    MappedFile mapped = MappedFile.open(path, BLOCK_AT);
    try {
      JobFileHeader header = JobFileHeader.read(mapped.memory(), path, MAGIC, VERSION);
      boolean fits =
          header.phase() == phase
              && header.detail() == unitBytes
              && header.count() == unitsPerBlock(unitBytes)
              && mapped.memory().byteSize() == BLOCK_AT + header.count() * unitBytes;
      if (!fits) {
        throw JobFileHeader.torn(path, header, true);
      }
      return new RedoFile(mapped, unitBytes, header.count());
    } catch (RuntimeException e) {
      mapped.close();
      throw e;
    }
  }

  private static long unitsPerBlock(long unitBytes) {
    return Math.max(1, BLOCK_BYTES / Math.max(1, unitBytes));
  }

  /// Bytes of a unit.
  public long unitBytes() {
    return unitBytes;
  }

  /// Units of a whole block.
  public long unitsPerBlock() {
    return unitsPerBlock;
  }

  /// The memory of the first units of the block.
  public MemorySegment block(long units) {
    return units == unitsPerBlock ? block : block.asSlice(0, units * unitBytes);
  }

  /// Says that the units before `unitsDone` are changed in the matrix, and no other.
  void clear(int tile, long unitsDone) {
    order(RedoState.pack(tile, unitsDone, false));
  }

  /// Says that the block after `unitsDone` is whole, and that its copying may begin.
  void publish(int tile, long unitsDone) {
    order(RedoState.pack(tile, unitsDone, true));
  }

  private void order(long state) {
    LONGS.setRelease(memory, STATE_AT, state);
    VarHandle.storeStoreFence();
  }

  /// What was said last; empty before the first tile.
  public Optional<RedoState> state() {
    long bits = (long) LONGS.getVolatile(memory, STATE_AT);
    return bits == RedoState.NONE ? Optional.empty() : Optional.of(RedoState.unpack(bits));
  }

  @Override
  public void close() {
    file.close();
  }
}
