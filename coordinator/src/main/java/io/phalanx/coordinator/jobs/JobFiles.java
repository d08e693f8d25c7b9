package io.phalanx.coordinator.jobs;

import java.nio.file.Path;

/// Where the files of one job lie.
///
/// @param folder the job's folder
public record JobFiles(Path folder) {
  Path record() {
    return folder.resolve("job.json");
  }

  /// The tile ledger of a phase.
  public Path ledger(int phase) {
    return folder.resolve("ledger-" + phase);
  }

  Path partials(int phase) {
    return folder.resolve("partials-" + phase);
  }

  Path columns() {
    return folder.resolve("columns");
  }

  /// The results of a reduction per row or per column.
  public Path results() {
    return folder.resolve("results");
  }
}
