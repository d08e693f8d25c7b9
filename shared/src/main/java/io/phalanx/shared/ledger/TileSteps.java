package io.phalanx.shared.ledger;

import java.util.Optional;

/// The protocol by which a tile is changed in place exactly once, one step at a time.
///
/// ```text
/// BEGIN ─▶ COMPUTE ─▶ PUBLISH ─▶ COPY ─▶ CLEAR ─▶ (next block: COMPUTE) ... ─▶ FINISH ─▶ NONE
/// ```
///
/// The caller may be killed before, within or after any step; [#recover] then ends the block that
/// was in the works and says where to go on. Pure but for the memory it is given, so that a
/// simulation can take every step by itself. One thread uses an instance.
public final class TileSteps {
  /// What happens next.
  public enum Step {
    /// The redo file is told which tile comes.
    BEGIN,
    /// A block is computed from the matrix into the redo file.
    COMPUTE,
    /// The redo file says that its block is whole.
    PUBLISH,
    /// The block is copied into the matrix.
    COPY,
    /// The redo file says that the matrix has the block.
    CLEAR,
    /// The ledger says that the tile is done.
    FINISH,
    /// The tile is done.
    NONE
  }

  /// The arithmetic and the copying of one block. Units count from the first one of the matrix.
  public interface Blocks {
    /// Computes the units first to limit into the redo block.
    void compute(long first, long limit);

    /// Copies the redo block to the units first to limit of the matrix.
    void copy(long first, long limit);
  }

  private final TileLedger ledger;
  private final RedoFile redo;
  private final Blocks blocks;
  private Step next = Step.NONE;
  private int tile;
  private long first;
  private long done;
  private long units;
  private long blockUnits;

  public TileSteps(TileLedger ledger, RedoFile redo, Blocks blocks) {
    this.ledger = ledger;
    this.redo = redo;
    this.blocks = blocks;
  }

  /// Takes up a tile that this worker has claimed, where the last one that had it left it.
  ///
  /// @param firstUnit its first unit in the matrix
  /// @param limitUnit the unit after its last one
  public void begin(int claimed, long firstUnit, long limitUnit) {
    tile = claimed;
    first = firstUnit;
    units = limitUnit - firstUnit;
    done = ledger.unitsDone(claimed);
    next = Step.BEGIN;
  }

  /// The step that comes.
  public Step next() {
    return next;
  }

  /// Units of the tile that are changed in the matrix.
  public long unitsDone() {
    return done;
  }

  /// Takes the next step.
  public void step() {
    switch (next) {
      case BEGIN -> {
        redo.clear(tile, done);
        next = done < units ? Step.COMPUTE : Step.FINISH;
      }
      case COMPUTE -> {
        blockUnits = Math.min(redo.unitsPerBlock(), units - done);
        blocks.compute(first + done, first + done + blockUnits);
        next = Step.PUBLISH;
      }
      case PUBLISH -> {
        redo.publish(tile, done);
        next = Step.COPY;
      }
      case COPY -> {
        blocks.copy(first + done, first + done + blockUnits);
        next = Step.CLEAR;
      }
      case CLEAR -> {
        done += blockUnits;
        redo.clear(tile, done);
        next = done < units ? Step.COMPUTE : Step.FINISH;
      }
      case FINISH -> {
        ledger.finish(tile);
        next = Step.NONE;
      }
      case NONE -> throw new IllegalStateException("no tile in the works: last tile=" + tile);
    }
  }

  /// Ends the block that a worker, now reaped, had in the works. May be repeated, also after it was
  /// itself cut short.
  ///
  /// @param claimed a tile that the worker had claimed and not finished
  /// @return how many units of the tile are changed now; every other one is untouched
  public long recover(int claimed, long firstUnit, long limitUnit) {
    Optional<RedoState> state = redo.state().filter(found -> found.tile() == claimed);
    if (state.isEmpty()) {
      return ledger.unitsDone(claimed); // claimed, and not begun
    }
    long unitsDone = state.get().unitsDone();
    if (!state.get().published()) {
      return unitsDone;
    }
    long size = Math.min(redo.unitsPerBlock(), limitUnit - firstUnit - unitsDone);
    blocks.copy(firstUnit + unitsDone, firstUnit + unitsDone + size);
    return unitsDone + size;
  }
}
