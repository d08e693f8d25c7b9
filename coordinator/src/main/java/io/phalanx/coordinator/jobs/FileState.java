package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;

/// The state in which a job that did not end well leaves the file that it was changing in place.
final class FileState {
  private FileState() {}

  /// The state in words, by the ledger of the phase that changes the file.
  static String describe(String file, TileLedger ledger) {
    int torn = ledger.count(Stage.CLAIMED);
    return "file="
        + file
        + " was being changed in place: "
        + ledger.count(Stage.DONE)
        + " of "
        + ledger.tileCount()
        + " tiles are transformed, "
        + (torn == 0 ? "" : torn + " may be partly transformed, ")
        + "the rest is as before";
  }

  /// The same before that phase.
  static String untouched(String file) {
    return "file=" + file + " is as before";
  }
}
