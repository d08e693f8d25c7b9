package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileSteps;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.PhasePaths;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Ends what a worker that is gone left half done in a matrix that is changed in place.
///
/// @param plan the job
/// @param files where its files are
record TileRecovery(JobPlan plan, JobFiles files) {
  /// True if a tile of the phase may not simply be done again.
  boolean needsRedo(int phase) {
    return plan.request().inPlace()
        && plan.phases().get(phase).role() == Role.OUTPUT
        && !plan.operation().traits().idempotent();
  }

  /// Ends the block that was in the works, see [TileSteps#recover]. Called only once the process
  /// that claimed the tile was reaped.
  ///
  /// @return how many units of the tile are changed
  /// @throws RuntimeException if that cannot be known: a file is gone, torn or foreign
  long unitsDone(int phase, TileLedger ledger, int tile, TileState claimed) {
    if (!needsRedo(phase)) {
      return 0;
    }
    Tiling tiling = plan.phases().get(phase).tiling();
    Path file = Path.of(PhasePaths.redoOf(files.redo(phase).toString(), claimed.workerId()));
    Path target = Path.of(plan.inputs().getFirst().path());
    try (SharedMatrix matrix = SharedMatrix.open(target, Access.READ_WRITE)) {
      long unitBytes = plan.operation().family().unitBytes(matrix.grid());
      try (RedoFile redo = RedoFile.open(file, phase, unitBytes)) {
        return new TileSteps(ledger, redo, new CopiedBlocks(matrix.grid(), redo))
            .recover(tile, tiling.first(tile), tiling.limit(tile));
      }
    } catch (InternalError e) {
      throw new IllegalStateException("the file shrank: file=" + target, e); // a SIGBUS
    }
  }

  /// Copies what a worker had computed, and computes nothing.
  private record CopiedBlocks(Grid matrix, RedoFile redo) implements TileSteps.Blocks {
    @Override
    public void compute(long first, long limit) {
      throw new UnsupportedOperationException("the coordinator runs no kernel");
    }

    @Override
    public void copy(long first, long limit) {
      MemorySegment block = redo.block(limit - first);
      MemorySegment.copy(block, 0, matrix.memory(), first * redo.unitBytes(), block.byteSize());
    }
  }
}
