package io.phalanx.worker;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileSteps;
import io.phalanx.shared.ledger.TileSteps.Step;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.protocol.PhasePaths;
import io.phalanx.shared.protocol.PhasePlan;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One worker's part in one phase of a job: claims tile after tile from the ledger.
///
/// Work in place that may not be repeated goes through the redo file; other tiles are simply done
/// again by another worker if this one dies.
final class PhaseRun implements AutoCloseable {
  /// Returned by [#runNext] when no tile is left to claim.
  static final long DRAINED = -1;

  /// Steps after which a long tile shows that its worker lives.
  private static final int STEPS_PER_SIGN = 256;

  private final PhasePlan plan;
  private final TileLedger ledger;
  private final PhaseFiles files;
  private final long unitBytes;
  private final Runnable signOfLife;
  private final @Nullable BreakPoint breakPoint;
  private final @Nullable TileWork whole;
  private final SpareRedo spareRedo;
  private final @Nullable RedoFile redo;
  private final @Nullable TileSteps steps;
  private int currentTile;

  private PhaseRun(
      PhasePlan plan,
      TileLedger ledger,
      PhaseFiles files,
      WorkerArguments worker,
      PhaseTools tools) {
    this.plan = plan;
    this.ledger = ledger;
    this.files = files;
    this.signOfLife = tools.signOfLife();
    this.spareRedo = tools.spareRedo();
    this.breakPoint = BreakPoint.read(worker.directory());
    Operation operation = TileWorks.operation(plan);
    Blas blas = tools.engines().choose(operation, plan, ledger);
    Kernel kernel = TileWorks.kernel(operation, plan, files, blas);
    unitBytes = unitBytes(operation.family(), files);
    String redoFiles = plan.files().redo();
    if (redoFiles == null) {
      whole = TileWorks.of(plan, files, kernel, signOfLife);
      redo = null;
      steps = null;
    } else {
      whole = null;
      Path file = redoFile(redoFiles, worker.workerId());
      redo = spareRedo.take(file, plan.phase(), unitBytes);
      steps = new TileSteps(ledger, redo, RedoBlocks.of(kernel, files, redo, halfWay()));
    }
  }

  static PhaseRun open(
      PhasePlan plan, MatrixCache matrices, WorkerArguments worker, PhaseTools tools) {
    TileLedger ledger = TileLedger.open(Path.of(plan.files().ledger()));
    PhaseFiles files = null;
    try {
      files = PhaseFiles.open(plan, matrices);
      return new PhaseRun(plan, ledger, files, worker, tools);
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
    currentTile = tile;
    try {
      files.ensurePresent(
          plan.tiling().first(tile) * unitBytes, plan.tiling().limit(tile) * unitBytes);
      reach(Step.BEGIN);
      return steps == null ? runWhole(tile) : runInSteps(steps, tile);
    } catch (OutOfMemoryError e) {
      throw e; // whatever else runs out with it, the worker is replaced
    } catch (Exception | Error e) {
      // A kernel of a user throws anything. InternalError is how the JVM reports a SIGBUS: the file
      // behind a mapping was truncated.
      throw new TileFault(tile, e);
    }
  }

  /// True if whoever waits for the end of the phase need not be woken yet: another worker is at a
  /// tile, and will report after this one.
  boolean isAwaitingOthers() {
    return !ledger.isHalted() && ledger.isAnyClaimed();
  }

  /// Closes it after it has drained: no tile of this worker is left, so its redo file is of use for
  /// the next phase.
  void closeDrained(int workerId) {
    String redoFiles = plan.files().redo();
    if (redo != null && redoFiles != null) {
      spareRedo.keep(redo, redoFile(redoFiles, workerId));
    }
    closeFiles();
  }

  private static Path redoFile(String redoFiles, int workerId) {
    return Path.of(PhasePaths.redoOf(redoFiles, workerId));
  }

  private long runWhole(int tile) {
    reach(Step.COMPUTE);
    long bytes = Objects.requireNonNull(whole).run(tile);
    reach(Step.FINISH);
    ledger.finish(tile);
    reach(Step.NONE);
    return bytes;
  }

  private long runInSteps(TileSteps inPlace, int tile) {
    long first = plan.tiling().first(tile);
    long limit = plan.tiling().limit(tile);
    inPlace.begin(tile, first, limit);
    for (int taken = 1; inPlace.next() != Step.NONE; taken++) {
      reach(inPlace.next());
      inPlace.step();
      if (taken % STEPS_PER_SIGN == 0) {
        signOfLife.run();
      }
    }
    reach(Step.NONE);
    return (1L + plan.inputs().size()) * (limit - first) * unitBytes;
  }

  /// Bytes of a unit of the matrix that is written; 0 for a reduction, and for the blocks of a
  /// product, which are no run of bytes.
  private static long unitBytes(Family family, PhaseFiles files) {
    Grid output = files.output();
    boolean blocks = family == Family.PRODUCT && files.partials() == null;
    return output == null || blocks ? 0 : family.unitBytes(output);
  }

  private void reach(Step step) {
    if (breakPoint != null) {
      breakPoint.reach(step, currentTile);
    }
  }

  private @Nullable Runnable halfWay() {
    BreakPoint point = breakPoint;
    return point != null && point.isHalfWay() ? () -> point.reachHalfWay(currentTile) : null;
  }

  @Override
  public void close() {
    if (redo != null) {
      redo.close();
    }
    closeFiles();
  }

  private void closeFiles() {
    files.close();
    ledger.close();
  }
}
