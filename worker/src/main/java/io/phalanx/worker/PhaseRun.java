package io.phalanx.worker;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.protocol.PhasePlan;
import java.nio.file.Path;

/// One worker's part in one phase of a job: claims tile after tile from the ledger.
final class PhaseRun implements AutoCloseable {
  /// Returned by [#runNext] when no tile is left to claim.
  static final long DRAINED = -1;

  private final PhasePlan plan;
  private final TileLedger ledger;
  private final PhaseFiles files;
  private final TileWork work;

  private PhaseRun(PhasePlan plan, TileLedger ledger, PhaseFiles files) {
    this.plan = plan;
    this.ledger = ledger;
    this.files = files;
    this.work = TileWorks.of(plan, files);
  }

  static PhaseRun open(PhasePlan plan, MatrixCache matrices) {
    TileLedger ledger = TileLedger.open(Path.of(plan.files().ledger()));
    PhaseFiles files = null;
    try {
      files = PhaseFiles.open(plan, matrices);
      return new PhaseRun(plan, ledger, files);
    } catch (RuntimeException e) {
      if (files != null) {
        files.close();
      }
      ledger.close();
      throw e;
    }
  }

  PhasePlan plan() {
    return plan;
  }

  /// Runs the next tile.
  ///
  /// @return bytes read and written, or [#DRAINED]
  /// @throws TileFault if the kernel threw, or a mapped file shrank under it; the tile stays
  ///   claimed
  long runNext(int workerId, int incarnation) throws TileFault {
    int tile = ledger.claim(workerId, incarnation);
    if (tile == TileLedger.NONE) {
      return DRAINED;
    }
    try {
      long bytes = work.run(tile);
      ledger.finish(tile);
      return bytes;
    } catch (RuntimeException | InternalError e) {
      // InternalError is how the JVM reports a SIGBUS: the file behind a mapping was truncated.
      throw new TileFault(tile, e);
    }
  }

  @Override
  public void close() {
    files.close();
    ledger.close();
  }
}
