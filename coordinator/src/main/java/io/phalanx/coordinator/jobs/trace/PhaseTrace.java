package io.phalanx.coordinator.jobs.trace;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The tiles of one phase of a job, each with its time, of a size that is bounded: of more than
/// [#TILES_MAX] tiles, those that one process began within a slice of time make one [Span], and
/// adjacent ones make one [Cell]. Nothing is left out; what is added up says of how many tiles.
///
/// @param phase of the job
/// @param tiles how many it has
/// @param tilesDone how many are done
/// @param unitsPerTile units of a tile but the last one
/// @param zeroNs when its first tile was claimed, ns since 1970; 0 where none was
/// @param sliceUs how long a slice of time is; 0 where every span is one tile
/// @param tilesPerCell adjacent tiles of a cell; 1 where every cell is one tile
/// @param spans by worker, process and time
/// @param cells by position
public record PhaseTrace(
    int phase,
    int tiles,
    int tilesDone,
    long unitsPerTile,
    long zeroNs,
    long sliceUs,
    int tilesPerCell,
    List<Span> spans,
    List<Cell> cells) {
  /// Most tiles that are kept one by one.
  public static final int TILES_MAX = 2048;

  /// Most tiles that are shown as claimed and not done.
  private static final int OPEN_MAX = 256;

  public PhaseTrace {
    spans = List.copyOf(spans);
    cells = List.copyOf(cells);
  }

  /// What the ledger of a phase says.
  public static PhaseTrace of(int phase, TileLedger ledger) {
    return of(phase, ledger, TILES_MAX);
  }

  /// The same with another bound.
  static PhaseTrace of(int phase, TileLedger ledger, int tilesMax) {
    int tiles = ledger.tileCount();
    long zeroNs = Long.MAX_VALUE;
    long limitNs = 0;
    for (int tile = 0; tile < tiles; tile++) {
      long beganNs = ledger.beganNs(tile);
      if (beganNs != 0) {
        zeroNs = Math.min(zeroNs, beganNs);
        limitNs = Math.max(limitNs, Math.max(beganNs, ledger.endedNs(tile)));
      }
    }
    if (limitNs == 0) {
      return new PhaseTrace(phase, tiles, 0, ledger.unitsPerTile(), 0, 0, 1, List.of(), List.of());
    }
    boolean each = tiles <= tilesMax;
    long lengthUs = TimeUnit.NANOSECONDS.toMicros(limitNs - zeroNs) + 1;
    long sliceUs = each ? 0 : Math.max(1, ceil(lengthUs * ledger.bands(), tilesMax));
    int tilesPerCell = (int) ceil(tiles, tilesMax);
    return new Collector(ledger, zeroNs, sliceUs, Math.max(1, tilesPerCell)).collect(phase);
  }

  private static long ceil(long amount, long parts) {
    return (amount + parts - 1) / parts;
  }

  /// When its last tile was done, or claimed, ns since 1970; 0 where none was.
  public long limitNs() {
    long lastUs =
        spans.stream().mapToLong(span -> Math.max(span.beganUs(), span.endedUs())).max().orElse(0);
    return zeroNs + TimeUnit.MICROSECONDS.toNanos(lastUs);
  }

  /// Sorts the tiles into their spans and cells.
  private static final class Collector {
    private final TileLedger ledger;
    private final long zeroNs;
    private final long sliceUs;
    private final int tilesPerCell;

    /// By process and slice, or by process and tile.
    private final TreeMap<Place, Span> spans = new TreeMap<>();

    private final List<Span> open = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private int done;

    /// Tiles of one place come one after the other, but where workers took those of others.
    private @Nullable Place lastPlace;

    private @Nullable Span lastSpan;

    private Collector(TileLedger ledger, long zeroNs, long sliceUs, int tilesPerCell) {
      this.ledger = ledger;
      this.zeroNs = zeroNs;
      this.sliceUs = sliceUs;
      this.tilesPerCell = tilesPerCell;
    }

    private PhaseTrace collect(int phase) {
      for (int tile = 0; tile < ledger.tileCount(); tile++) {
        if (tile % tilesPerCell == 0) {
          cells.add(new Cell(tile, 0, 0, 0, 0));
        }
        TileState state = ledger.state(tile);
        if (state.stage() == Stage.DONE) {
          addDone(span(tile, state));
        } else if (ledger.beganNs(tile) != 0 && open.size() < OPEN_MAX) {
          open.add(span(tile, state));
        }
      }
      putLast();
      List<Span> all = new ArrayList<>(spans.values());
      all.addAll(open);
      return new PhaseTrace(
          phase,
          ledger.tileCount(),
          done,
          ledger.unitsPerTile(),
          zeroNs,
          sliceUs,
          tilesPerCell,
          all,
          cells);
    }

    private void addDone(Span span) {
      done++;
      long slice = sliceUs == 0 ? span.beganUs() : span.beganUs() / sliceUs;
      int tile = sliceUs == 0 ? span.first() : 0;
      Place place = new Place(span.worker(), span.incarnation(), slice, tile);
      if (lastSpan != null && place.equals(lastPlace)) {
        lastSpan = lastSpan.plus(span);
      } else {
        putLast();
        lastPlace = place;
        lastSpan = span;
      }
      cells.set(cells.size() - 1, cells.getLast().plus(span));
    }

    private void putLast() {
      if (lastPlace != null && lastSpan != null) {
        spans.merge(lastPlace, lastSpan, Span::plus);
      }
    }

    private Span span(int tile, TileState state) {
      long beganUs = sinceZeroUs(ledger.beganNs(tile));
      boolean isDone = state.stage() == Stage.DONE;
      // The clock of the host may have been set back in between.
      long endedUs = isDone ? Math.max(beganUs, sinceZeroUs(ledger.endedNs(tile))) : Span.OPEN;
      long tookUs = isDone ? endedUs - beganUs : 0;
      return new Span(
          state.workerId(),
          state.incarnation(),
          tile,
          tile,
          1,
          beganUs,
          endedUs,
          tookUs,
          tookUs,
          ledger.isOfOwnBand(tile, state.workerId()) ? 0 : 1,
          state.attempts() > 1 ? 1 : 0);
    }

    private long sinceZeroUs(long atNs) {
      return TimeUnit.NANOSECONDS.toMicros(Math.max(0, atNs - zeroNs));
    }
  }

  /// Where a tile is counted.
  private record Place(int worker, int incarnation, long slice, int tile)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byWorker = Integer.compare(worker, other.worker);
      int byProcess = byWorker == 0 ? Integer.compare(incarnation, other.incarnation) : byWorker;
      int bySlice = byProcess == 0 ? Long.compare(slice, other.slice) : byProcess;
      return bySlice == 0 ? Integer.compare(tile, other.tile) : bySlice;
    }
  }
}
