package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.BlankFile;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The mapped files of the phase that is running.
///
/// @param ledger its tiles
/// @param partials its partial results; null where it writes a matrix
record PhaseRunFiles(TileLedger ledger, @Nullable NumberFile partials) implements AutoCloseable {
  /// Makes the files of a phase. The ledger is made last: where it is whole, all are.
  ///
  /// @param workers how many the tiles are divided among to begin with
  /// @param blank the ledger's file, made ahead; null if there is none
  static PhaseRunFiles create(
      JobFiles files, int phase, PhaseSpec spec, int workers, @Nullable BlankFile blank) {
    NumberFile partials = partials(files.partials(phase), spec);
    try {
      return new PhaseRunFiles(ledger(files, phase, spec, workers, blank), partials);
    } catch (RuntimeException e) {
      if (partials != null) {
        partials.close();
      }
      throw e;
    }
  }

  private static @Nullable NumberFile partials(Path file, PhaseSpec spec) {
    if (spec.role() == PhaseSpec.Role.OUTPUT) {
      return null;
    }
    JobFiles.remove(file); // a torn one
    return spec.role() == PhaseSpec.Role.FINISHED
        ? NumberFile.createEmpty(file, spec.numbers())
        : NumberFile.create(file, spec.numbers());
  }

  private static TileLedger ledger(
      JobFiles files, int phase, PhaseSpec spec, int workers, @Nullable BlankFile blank) {
    if (blank != null && TileLedger.hasRoom(blank, spec.tiling())) {
      return TileLedger.create(blank, phase, spec.tiling(), workers);
    }
    if (blank != null) {
      blank.close();
    }
    JobFiles.remove(files.ledger(phase)); // a torn or an empty one
    return TileLedger.create(files.ledger(phase), phase, spec.tiling(), workers);
  }

  /// Opens the files of a phase that was begun.
  ///
  /// @throws IllegalStateException if one is torn or foreign, or the phase was cut otherwise
  static PhaseRunFiles reopen(JobFiles files, int phase, PhaseSpec spec) {
    TileLedger ledger = TileLedger.reopen(files.ledger(phase), phase, spec.tiling());
    try {
      boolean reduces = spec.role() != PhaseSpec.Role.OUTPUT;
      return new PhaseRunFiles(ledger, reduces ? NumberFile.open(files.partials(phase)) : null);
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  @Override
  public void close() {
    ledger.close();
    if (partials != null) {
      partials.close();
    }
  }
}
