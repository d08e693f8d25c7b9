package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import org.jspecify.annotations.Nullable;

/// The mapped files of the phase that is running.
///
/// @param ledger its tiles
/// @param partials its partial results; null where it writes a matrix
record PhaseRunFiles(TileLedger ledger, @Nullable NumberFile partials) implements AutoCloseable {
  static PhaseRunFiles create(JobFiles files, int phase, PhaseSpec spec) {
    TileLedger ledger = TileLedger.create(files.ledger(phase), phase, spec.tiling().tileCount());
    try {
      NumberFile partials =
          spec.role() == PhaseSpec.Role.OUTPUT
              ? null
              : NumberFile.create(files.partials(phase), spec.numbers());
      return new PhaseRunFiles(ledger, partials);
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
