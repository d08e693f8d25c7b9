package io.phalanx.shared.ledger;

import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.matrix.Tiling;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.time.Instant;

/// Byte layout of the tile ledger, little-endian, and its mapping.
///
/// ```text
/// 0                 64       128     192    256             4096               4096 + 8n
/// | [JobFileHeader] | engine | bands | halt | cursor[bands] | state[n]           | unitsDone[n]
///
/// 4096 + 16n      4096 + 24n      4096 + 32n
/// | beganNs[n]    | endedNs[n]    | unused, of a file that was made ahead
/// ```
///
/// The tiles are divided into `bands`, runs of equal length. A worker claims from its own band
/// first and from those of others when that is exhausted: its access is sequential, and it touches
/// the same pages in every job over a matrix, so that only the first one pays for mapping them. A
/// band's `cursor` is the next tile of it that was never offered. `halt` is 0 while tiles may be
/// claimed, 1 when only begun ones may, 2 when none may; the header's detail is the units of a
/// tile. `unitsDone` says of a tile that is not done how many of its units were already changed in
/// place when it was freed: who claims it goes on there. `engine` is what multiplies in this phase,
/// 0 until the first worker has said so. `beganNs` and `endedNs` say when a tile was claimed last
/// and when it was done, in ns since 1970; 0 where it was not.
///
/// Any process, and any thread that has opened the ledger itself, may claim; a tile is finished by
/// who claimed it, and released by the coordinator after it has reaped who claimed it. What the
/// entries say is the truth about a job, also after a crash of the coordinator.
public final class TileLedger implements AutoCloseable {
  /// Returned by [#claim] when there is nothing to claim.
  public static final int NONE = -1;

  private static final long MAGIC = 0x314C444758484C50L; // "PLHXGDL1"
  private static final int VERSION = 5;
  private static final long ENGINE_AT = 64;
  private static final long BANDS_AT = 128;
  private static final long HALT_AT = 192;
  private static final long CURSORS_AT = 256;
  private static final long STATES_AT = 4096;
  private static final int ENTRY_BYTES = 4 * Long.BYTES;
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long BEGUN_ONLY = 1;
  private static final long NOTHING = 2;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MappedFile file;
  private final MemorySegment memory;
  private final int tileCount;
  private final int bands;

  static {
    assert CURSORS_AT + (long) ClusterSettings.WORKERS_MAX * Long.BYTES <= STATES_AT;
  }

  private TileLedger(MappedFile file, int tileCount, int bands) {
    this.file = file;
    this.memory = file.memory();
    this.tileCount = tileCount;
    this.bands = bands;
  }

  /// Makes a ledger with every tile free.
  ///
  /// @param tiling how the phase is cut, which whoever opens the ledger later must cut alike
  /// @param bands how many workers there are, 1 to [ClusterSettings#WORKERS_MAX]
  public static TileLedger create(Path file, int phase, Tiling tiling, int bands) {
    MappedFile mapped = MappedFile.create(file, bytes(tiling.tileCount()));
    return initialised(mapped, phase, tiling, bands);
  }

  /// Makes a ledger of a file that was made ahead, and that has not been one before.
  ///
  /// @param blank where there is [#hasRoom]; the ledger's from now on
  public static TileLedger create(BlankFile blank, int phase, Tiling tiling, int bands) {
    if (!hasRoom(blank, tiling)) {
      throw new IllegalArgumentException("no room: bytes=" + blank.bytes() + ", tiling=" + tiling);
    }
    return initialised(blank.take(), phase, tiling, bands);
  }

  /// True if a file that was made ahead is large enough.
  public static boolean hasRoom(BlankFile blank, Tiling tiling) {
    return bytes(tiling.tileCount()) <= blank.bytes();
  }

  /// A ledger of this process alone, in memory, for simulations.
  public static TileLedger inMemory(int tileCount, int bands) {
    return initialised(MappedFile.inMemory(bytes(tileCount)), 0, new Tiling(tileCount, 1), bands);
  }

  private static long bytes(int tileCount) {
    return STATES_AT + (long) tileCount * ENTRY_BYTES;
  }

  private static TileLedger initialised(MappedFile mapped, int phase, Tiling tiling, int bands) {
    if (bands < 1 || bands > ClusterSettings.WORKERS_MAX) {
      throw new IllegalArgumentException("bands out of range: bands=" + bands);
    }
    TileLedger ledger = new TileLedger(mapped, tiling.tileCount(), bands);
    for (int band = 0; band < bands; band++) {
      LONGS.set(mapped.memory(), cursorAt(band), (long) ledger.firstOf(band));
    }
    LONGS.set(mapped.memory(), BANDS_AT, (long) bands);
    new JobFileHeader(MAGIC, VERSION, phase, tiling.tileCount(), tiling.unitsPerTile())
        .write(mapped.memory());
    return ledger;
  }

  /// Maps an existing ledger.
  ///
  /// @throws IllegalStateException if the file is torn, foreign or of another version
  public static TileLedger open(Path file) {
    MappedFile mapped = MappedFile.open(file, STATES_AT);
    try {
      JobFileHeader header = JobFileHeader.read(mapped.memory(), file, MAGIC, VERSION);
      long room = (mapped.memory().byteSize() - STATES_AT) / ENTRY_BYTES;
      long bands = (long) LONGS.get(mapped.memory(), BANDS_AT);
      long tiles = header.count();
      if (tiles < 0 || tiles > room || bands < 1 || bands > ClusterSettings.WORKERS_MAX) {
        throw JobFileHeader.torn(file, header, true);
      }
      return new TileLedger(mapped, Math.toIntExact(tiles), (int) bands);
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

  /// Units of every tile but the last one.
  public long unitsPerTile() {
    return JobFileHeader.detail(memory);
  }

  /// Number of bands, that of the workers when it was made.
  public int bands() {
    return bands;
  }

  /// Claims a free tile for a worker process: fresh ones first, those of its own band in order,
  /// then those of other bands. Of a halted ledger only tiles that were begun can be claimed, so
  /// that none is left half changed.
  ///
  /// @return the tile, or [#NONE] where none is free
  public int claim(int workerId, int incarnation) {
    long halt = (long) LONGS.getVolatile(memory, HALT_AT);
    boolean halted = halt != 0;
    for (int next = 0; !halted && next < bands; next++) {
      int fresh = claimFresh((workerId + next) % bands, workerId, incarnation);
      if (fresh != NONE) {
        return fresh;
      }
    }
    for (int tile = 0; tile < tileCount && halt != NOTHING; tile++) {
      if ((!halted || unitsDone(tile) > 0) && tryClaim(tile, workerId, incarnation)) {
        return tile;
      }
    }
    return NONE;
  }

  private int claimFresh(int band, int workerId, int incarnation) {
    int limit = firstOf(band + 1);
    while ((long) LONGS.getVolatile(memory, cursorAt(band)) < limit) {
      long fresh = (long) LONGS.getAndAdd(memory, cursorAt(band), 1L);
      if (fresh < limit && tryClaim((int) fresh, workerId, incarnation)) {
        return (int) fresh;
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
    LONGS.set(memory, endedAt(tile), nowNs());
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

  /// When a tile was claimed last, in ns since 1970; 0 before.
  public long beganNs(int tile) {
    return (long) LONGS.getVolatile(memory, beganAt(tile));
  }

  /// When a tile was done, in ns since 1970; 0 before.
  public long endedNs(int tile) {
    return (long) LONGS.getVolatile(memory, endedAt(tile));
  }

  /// True if a tile is of the band that a worker claims from first.
  public boolean isOfOwnBand(int tile, int workerId) {
    int own = workerId % bands;
    return firstOf(own) <= tile && tile < firstOf(own + 1);
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

  /// True while somebody is at a tile.
  public boolean isAnyClaimed() {
    for (int tile = 0; tile < tileCount; tile++) {
      if (TileState.is(Stage.CLAIMED, (long) LONGS.getVolatile(memory, at(tile)))) {
        return true;
      }
    }
    return false;
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
    if (!TileState.is(Stage.FREE, bits)) {
      return false;
    }
    long claimed = TileState.unpack(bits).claimedBy(workerId, incarnation).pack();
    boolean won = LONGS.compareAndSet(memory, at(tile), bits, claimed);
    if (won) {
      LONGS.set(memory, beganAt(tile), nowNs());
    }
    return won;
  }

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NS_PER_SECOND + now.getNano();
  }

  /// The first tile of a band, which is the limit of the one before it.
  private int firstOf(int band) {
    return (int) ((long) tileCount * band / bands);
  }

  private static long cursorAt(int band) {
    return CURSORS_AT + (long) band * Long.BYTES;
  }

  private static long at(int tile) {
    return STATES_AT + (long) tile * Long.BYTES;
  }

  private long doneAt(int tile) {
    return STATES_AT + ((long) tileCount + tile) * Long.BYTES;
  }

  private long beganAt(int tile) {
    return STATES_AT + (2L * tileCount + tile) * Long.BYTES;
  }

  private long endedAt(int tile) {
    return STATES_AT + (3L * tileCount + tile) * Long.BYTES;
  }
}
