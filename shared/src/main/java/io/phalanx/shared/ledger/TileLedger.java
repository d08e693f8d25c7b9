package io.phalanx.shared.ledger;

import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.matrix.Tiling;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// Byte layout of the tile ledger, little-endian, and its mapping.
///
/// ```text
/// 0                  128      192    256      4096               4096 + 8n
/// | [JobFileHeader] | cursor | halt | engine | state[n], 8 bytes | unitsDone[n], 8 bytes
/// ```
///
/// `cursor` is the next tile never offered: claiming it first keeps access sequential and claims
/// cheap. `halt` is 0 while tiles may be claimed, 1 when only begun ones may, 2 when none may; the
/// header's detail is the units of a tile. `unitsDone` says of a tile that is not done how many of
/// its units were already changed in place when it was freed: who claims it goes on there. `engine`
/// is what multiplies in this phase, 0 until the first worker has said so.
///
/// Any thread of any process may claim; a tile is finished by who claimed it, and released by the
/// coordinator after it has reaped who claimed it. What the entries say is the truth about a job,
/// also after a crash of the coordinator.
public final class TileLedger implements AutoCloseable {
  /// Returned by [#claim] when there is nothing to claim.
  public static final int NONE = -1;

  private static final long MAGIC = 0x314C444758484C50L; // "PLHXGDL1"
  private static final int VERSION = 2;
  private static final long CURSOR_AT = 128;
  private static final long HALT_AT = 192;
  private static final long ENGINE_AT = 256;
  private static final long STATES_AT = 4096;
  private static final int ENTRY_BYTES = 2 * Long.BYTES;
  private static final long BEGUN_ONLY = 1;
  private static final long NOTHING = 2;
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
  ///
  /// @param tiling how the phase is cut, which whoever opens the ledger later must cut alike
  public static TileLedger create(Path file, int phase, Tiling tiling) {
    int tileCount = tiling.tileCount();
    MappedFile mapped = MappedFile.create(file, STATES_AT + (long) tileCount * ENTRY_BYTES);
    return initialised(mapped, phase, tileCount, tiling.unitsPerTile());
  }

  /// A ledger of this process alone, in memory, for simulations.
  public static TileLedger inMemory(int tileCount) {
    return initialised(
        MappedFile.inMemory(STATES_AT + (long) tileCount * ENTRY_BYTES), 0, tileCount, 1);
  }

  private static TileLedger initialised(
      MappedFile mapped, int phase, int tileCount, long unitsPerTile) {
    new JobFileHeader(MAGIC, VERSION, phase, tileCount, unitsPerTile).write(mapped.memory());
    return new TileLedger(mapped, tileCount);
  }

  /// Maps an existing ledger.
  ///
  /// @throws IllegalStateException if the file is torn, foreign or of another version
  public static TileLedger open(Path file) {
    MappedFile mapped = MappedFile.open(file, STATES_AT);
    try {
      JobFileHeader header = JobFileHeader.read(mapped.memory(), file, MAGIC, VERSION);
      long room = (mapped.memory().byteSize() - STATES_AT) / ENTRY_BYTES;
      if (header.count() != room) {
        throw JobFileHeader.torn(file, header, true);
      }
      return new TileLedger(mapped, Math.toIntExact(room));
    } catch (RuntimeException e) {
      mapped.close();
      throw e;
    }
  }

  /// Maps the ledger of a job that goes on.
  ///
  /// @throws IllegalStateException if it is torn, foreign, or was cut otherwise
  public static TileLedger reopen(Path file, int phase, Tiling tiling) {
    TileLedger ledger = open(file);
    JobFileHeader header = JobFileHeader.read(ledger.memory, file, MAGIC, VERSION);
    if (header.phase() != phase
        || header.count() != tiling.tileCount()
        || header.detail() != tiling.unitsPerTile()) {
      ledger.close();
      throw new IllegalStateException(
          "the job was cut otherwise: file="
              + file
              + ", tiles="
              + header.count()
              + ", unitsPerTile="
              + header.detail()
              + ", wanted="
              + tiling);
    }
    return ledger;
  }

  /// Number of tiles.
  public int tileCount() {
    return tileCount;
  }

  /// Claims a free tile for a worker process, in order while there are fresh ones. Of a halted
  /// ledger only tiles that were begun can be claimed, so that none is left half changed.
  ///
  /// @return the tile, or [#NONE] where none is free
  public int claim(int workerId, int incarnation) {
    long halt = (long) LONGS.getVolatile(memory, HALT_AT);
    boolean halted = halt != 0;
    while (!halted && (long) LONGS.getVolatile(memory, CURSOR_AT) < tileCount) {
      long fresh = (long) LONGS.getAndAdd(memory, CURSOR_AT, 1L);
      if (fresh < tileCount && tryClaim((int) fresh, workerId, incarnation)) {
        return (int) fresh;
      }
    }
    for (int tile = 0; tile < tileCount && halt != NOTHING; tile++) {
      if ((!halted || unitsDone(tile) > 0) && tryClaim(tile, workerId, incarnation)) {
        return tile;
      }
    }
    return NONE;
  }

  /// Makes the workers of a phase agree: the first one's word stands, also for those that come
  /// after a crash.
  ///
  /// @param engine what the caller would multiply with, not 0
  /// @return what all multiply with
  public long agree(long engine) {
    if (engine == 0) {
      throw new IllegalArgumentException("no engine: engine=0");
    }
    long standing = (long) LONGS.compareAndExchange(memory, ENGINE_AT, 0L, engine);
    return standing == 0 ? engine : standing;
  }

  /// Marks a claimed tile as done. Everything written before is visible to who sees it done.
  public void finish(int tile) {
    LONGS.setVolatile(memory, at(tile), state(tile).at(Stage.DONE).pack());
  }

  /// Frees a claimed tile again; only after the process that claimed it was reaped.
  ///
  /// @param unitsDone how many of its units are changed already; 0 where it starts from scratch
  public void release(int tile, long unitsDone) {
    LONGS.setVolatile(memory, doneAt(tile), unitsDone);
    LONGS.setVolatile(memory, at(tile), state(tile).at(Stage.FREE).pack());
  }

  /// Frees a claimed tile again without counting the claim: what ended it was not the tile.
  ///
  /// @param unitsDone how many of its units are changed already
  public void takeBack(int tile, long unitsDone) {
    LONGS.setVolatile(memory, doneAt(tile), unitsDone);
    LONGS.setVolatile(memory, at(tile), state(tile).takenBack().pack());
  }

  /// How many units of a tile that is not done were changed in place before it was freed.
  public long unitsDone(int tile) {
    return (long) LONGS.getVolatile(memory, doneAt(tile));
  }

  /// Number of tiles that are free and were begun.
  public int countBegun() {
    int count = 0;
    for (int tile = 0; tile < tileCount; tile++) {
      boolean free = TileState.is(Stage.FREE, (long) LONGS.getVolatile(memory, at(tile)));
      if (free && unitsDone(tile) > 0) {
        count++;
      }
    }
    return count;
  }

  /// Lets nobody claim a fresh tile.
  public void halt() {
    LONGS.compareAndSet(memory, HALT_AT, 0L, BEGUN_ONLY);
  }

  /// Lets nobody claim any tile.
  public void freeze() {
    LONGS.setVolatile(memory, HALT_AT, NOTHING);
  }

  /// Lets tiles be claimed again, when a job that was stopped goes on.
  public void unhalt() {
    LONGS.setVolatile(memory, HALT_AT, 0L);
  }

  /// True after [#halt] and [#freeze].
  public boolean isHalted() {
    return (long) LONGS.getVolatile(memory, HALT_AT) != 0;
  }

  /// True after [#freeze].
  public boolean isFrozen() {
    return (long) LONGS.getVolatile(memory, HALT_AT) == NOTHING;
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

  /// Writes every change to the disk (msync).
  public void force() {
    memory.force();
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

  private static long at(int tile) {
    return STATES_AT + (long) tile * Long.BYTES;
  }

  private long doneAt(int tile) {
    return STATES_AT + ((long) tileCount + tile) * Long.BYTES;
  }
}
