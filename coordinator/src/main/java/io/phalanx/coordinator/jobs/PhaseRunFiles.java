package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import org.jspecify.annotations.Nullable;

/// The mapped files of the phase that is running.
///
/// @param ledger its tiles
/// @param partials its partial results; null where it writes a matrix
record PhaseRunFiles(TileLedger ledger, @Nullable NumberFile partials) implements AutoCloseable {
  /// Makes the files of a phase. The ledger is made last: where it is whole, all are.
  ///
  /// @param workers how many the tiles are divided among to begin with
  static PhaseRunFiles create(JobFiles files, int phase, PhaseSpec spec, int workers) {
    boolean reduces = spec.role() != PhaseSpec.Role.OUTPUT;
    JobFiles.remove(files.ledger(phase)); // torn ones
    JobFiles.remove(files.partials(phase));
    NumberFile partials = reduces ? NumberFile.create(files.partials(phase), spec.numbers()) : null;
    try {
      return new PhaseRunFiles(
          TileLedger.create(files.ledger(phase), phase, spec.tiling(), workers), partials);
    } catch (RuntimeException e) {
      if (partials != null) {
        partials.close();
      }
      throw e;
    }
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
