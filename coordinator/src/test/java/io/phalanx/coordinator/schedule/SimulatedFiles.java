package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What outlives the simulated processes: a matrix that is changed in place, the ledger, and the
/// redo file of each worker.
///
/// Every unit has a value of its own, and the operation is x -> 2x + 1, so that a unit that was
/// changed twice, not at all or in part, or got another's value, shows.
final class SimulatedFiles implements AutoCloseable {
  private final List<Integer> tileUnits;
  private final int unitsPerBlock;
  private final MemorySegment matrix;
  private final TileLedger ledger;
  private final Map<Integer, RedoFile> redoFiles = new HashMap<>();

  SimulatedFiles(List<Integer> tileUnits, int unitsPerBlock, int workers) {
    this.tileUnits = tileUnits;
    this.unitsPerBlock = unitsPerBlock;
    this.matrix = MemorySegment.ofArray(new long[tileUnits.stream().mapToInt(n -> n).sum()]);
    this.ledger = TileLedger.inMemory(tileUnits.size(), workers);
    for (long unit = 0; unit < matrix.byteSize() / Long.BYTES; unit++) {
      matrix.setAtIndex(ValueLayout.JAVA_LONG, unit, original(unit));
    }
  }

  static long transformed(long value) {
    return 2 * value + 1;
  }

  private static long original(long unit) {
    return (unit + 1) * 0x9E3779B97F4A7C15L; // every byte differs from unit to unit
  }

  TileLedger ledger() {
    return ledger;
  }

  long first(int tile) {
    return tileUnits.subList(0, tile).stream().mapToInt(n -> n).sum();
  }

  long limit(int tile) {
    return first(tile) + tileUnits.get(tile);
  }

  /// Gives a worker a fresh redo file, as it makes one when it takes up a phase.
  RedoFile createRedo(int workerId) {
    RedoFile fresh = RedoFile.inMemory(Long.BYTES, unitsPerBlock);
    RedoFile stale = redoFiles.put(workerId, fresh);
    if (stale != null) {
      stale.close();
    }
    return fresh;
  }

  RedoFile redo(int workerId) {
    return Objects.requireNonNull(redoFiles.get(workerId));
  }

  SimulatedBlocks blocks(RedoFile redo) {
    return new SimulatedBlocks(matrix, redo);
  }

  /// Fails unless every tile is done and transformed.
  void requireDone() {
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      requireStage(tile, Stage.DONE);
      requireTransformed(tile, tileUnits.get(tile));
    }
  }

  /// Fails unless every tile that nobody has is transformed as far as the ledger says.
  void requireWhatTheLedgerSays() {
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      switch (ledger.state(tile).stage()) {
        case FREE -> requireTransformed(tile, ledger.unitsDone(tile));
        case DONE -> requireTransformed(tile, tileUnits.get(tile));
        case CLAIMED -> {}
      }
    }
  }

  void requireThatNobodyHasATile() {
    if (ledger.count(Stage.CLAIMED) > 0) {
      throw new AssertionError("claimed tiles: " + ledger.count(Stage.CLAIMED));
    }
  }

  /// Fails unless every tile is done and transformed, or as it was.
  void requireWholeTiles() {
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      boolean done = ledger.state(tile).stage() == Stage.DONE;
      requireTransformed(tile, done ? tileUnits.get(tile) : 0);
    }
  }

  /// Fails unless the first units of a tile are transformed once, and the others are as they were.
  void requireTransformed(int tile, long units) {
    long first = first(tile);
    for (long unit = first; unit < limit(tile); unit++) {
      long found = matrix.getAtIndex(ValueLayout.JAVA_LONG, unit);
      long wanted = unit < first + units ? transformed(original(unit)) : original(unit);
      if (found != wanted) {
        throw new AssertionError(
            "tile=%d, %s, of %d units %d should be transformed: unit %d is 0x%x, not 0x%x"
                .formatted(
                    tile,
                    ledger.state(tile),
                    tileUnits.get(tile),
                    units,
                    unit - first,
                    found,
                    wanted));
      }
    }
  }

  private void requireStage(int tile, Stage wanted) {
    if (ledger.state(tile).stage() != wanted) {
      throw new AssertionError("tile=" + tile + ", " + ledger.state(tile) + ", wanted=" + wanted);
    }
  }

  @Override
  public void close() {
    redoFiles.values().forEach(RedoFile::close);
    ledger.close();
  }
}
