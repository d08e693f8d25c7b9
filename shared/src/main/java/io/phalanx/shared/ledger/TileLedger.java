package io.phalanx.shared.ledger;

import io.phalanx.shared.ledger.TileState.Stage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// Byte layout of the tile ledger, little-endian, and its mapping.
///
/// ```text
/// 0       8         12       16          24        128      192     4096
/// | magic | version | phase  | tileCount | check   | cursor | halt  | state[tileCount], 8 bytes each
/// ```
///
/// `check` is a mix of the fields before it. `cursor` is the next tile never offered: claiming it
/// first keeps access sequential and claims cheap. `halt` is 0 while tiles may be claimed.
///
/// Any thread of any process may claim; a tile is finished by who claimed it, and released by the
/// coordinator after it has reaped who claimed it. What the entries say is the truth about a job,
/// also after a crash of the coordinator.
public final class TileLedger implements AutoCloseable {
  /// Returned by [#claim] when there is nothing to claim.
  public static final int NONE = -1;

  private static final long MAGIC = 0x314C444758484C50L; // "PLHXGDL1"
  private static final int VERSION = 1;
  private static final long PHASE_AT = 12;
  private static final long COUNT_AT = 16;
  private static final long CHECK_AT = 24;
  private static final long CURSOR_AT = 128;
  private static final long HALT_AT = 192;
  private static final long STATES_AT = 4096;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MappedFile file;
  private final MemorySegment memory;
  private final int tileCount;

  private TileLedger(MappedFile file, int tileCount) {
    this.file = file;
    this.memory = file.memory();
    this.tileCount = tileCount;
  }

  /// Makes a ledger with every tile free.
  public static TileLedger create(Path file, int phase, int tileCount) {
    MappedFile mapped = MappedFile.create(file, STATES_AT + (long) tileCount * Long.BYTES);
    TileLedger ledger = new TileLedger(mapped, tileCount);
    ledger.memory.set(ValueLayout.JAVA_INT, Long.BYTES, VERSION);
    ledger.memory.set(ValueLayout.JAVA_INT, PHASE_AT, phase);
    ledger.memory.set(ValueLayout.JAVA_LONG, COUNT_AT, tileCount);
    ledger.memory.set(ValueLayout.JAVA_LONG, CHECK_AT, check(phase, tileCount));
    LONGS.setVolatile(ledger.memory, 0L, MAGIC);
    return ledger;
  }

  /// Maps an existing ledger.
  ///
  /// @throws IllegalStateException if the file is torn, foreign or of another version
  public static TileLedger open(Path file) {
    MappedFile mapped = MappedFile.open(file, STATES_AT);
    TileLedger ledger = new TileLedger(mapped, tilesIn(mapped));
    ledger.verifyHeader(file);
    return ledger;
  }

  /// Number of tiles.
  public int tileCount() {
    return tileCount;
  }

  /// Claims a free tile for a worker process, in order while there are fresh ones.
  ///
  /// @return the tile, or [#NONE] where none is free or the ledger was halted
  public int claim(int workerId, int incarnation) {
    if (isHalted()) {
      return NONE;
    }
    while ((long) LONGS.getVolatile(memory, CURSOR_AT) < tileCount) {
      long fresh = (long) LONGS.getAndAdd(memory, CURSOR_AT, 1L);
      if (fresh < tileCount && tryClaim((int) fresh, workerId, incarnation)) {
        return (int) fresh;
      }
    }
    for (int tile = 0; tile < tileCount; tile++) {
      if (tryClaim(tile, workerId, incarnation)) {
        return tile;
      }
    }
    return NONE;
  }

  /// Marks a claimed tile as done. Everything written before is visible to who sees it done.
  public void finish(int tile) {
    LONGS.setVolatile(memory, at(tile), state(tile).at(Stage.DONE).pack());
  }

  /// Frees a claimed tile again; only after the process that claimed it was reaped, or by itself.
  public void release(int tile) {
    LONGS.setVolatile(memory, at(tile), state(tile).at(Stage.FREE).pack());
  }

  /// Lets nobody claim another tile.
  public void halt() {
    LONGS.setVolatile(memory, HALT_AT, 1L);
  }

  /// True after [#halt].
  public boolean isHalted() {
    return (long) LONGS.getVolatile(memory, HALT_AT) != 0;
  }

  /// The entry of one tile.
  public TileState state(int tile) {
    return TileState.unpack((long) LONGS.getVolatile(memory, at(tile)));
  }

  /// Number of tiles at a stage now.
  public int count(Stage stage) {
    int count = 0;
    for (int tile = 0; tile < tileCount; tile++) {
      if (TileState.is(stage, (long) LONGS.getVolatile(memory, at(tile)))) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    file.close();
  }

  private boolean tryClaim(int tile, int workerId, int incarnation) {
    long bits = (long) LONGS.getVolatile(memory, at(tile));
    return TileState.is(Stage.FREE, bits)
        && LONGS.compareAndSet(
            memory, at(tile), bits, TileState.unpack(bits).claimedBy(workerId, incarnation).pack());
  }

  private void verifyHeader(Path path) {
    int version = memory.get(ValueLayout.JAVA_INT, Long.BYTES);
    int phase = memory.get(ValueLayout.JAVA_INT, PHASE_AT);
    long count = memory.get(ValueLayout.JAVA_LONG, COUNT_AT);
    long check = memory.get(ValueLayout.JAVA_LONG, CHECK_AT);
    boolean whole = (long) LONGS.getVolatile(memory, 0L) == MAGIC && check == check(phase, count);
    if (!whole || version != VERSION || count != tileCount) {
      close();
      throw new IllegalStateException(
          "torn or foreign ledger: file="
              + path
              + ", version="
              + version
              + ", tileCount="
              + count
              + ", room="
              + tileCount);
    }
  }

  private static int tilesIn(MappedFile mapped) {
    return Math.toIntExact((mapped.memory().byteSize() - STATES_AT) / Long.BYTES);
  }

  private static long check(int phase, long tileCount) {
    return (MAGIC ^ tileCount * 0x9E3779B97F4A7C15L) + phase;
  }

  private static long at(int tile) {
    return STATES_AT + (long) tile * Long.BYTES;
  }
}
