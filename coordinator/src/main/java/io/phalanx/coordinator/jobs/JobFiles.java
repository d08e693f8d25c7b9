package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of one job lie.
///
/// @param folder the job's folder
public record JobFiles(Path folder) {
  Path record() {
    return folder.resolve("job.json");
  }

  /// What becomes the record once it is whole.
  ///
  /// @param last true for the record of a job that has ended
  Path freshRecord(boolean last) {
    return folder.resolve(last ? "job.json.end" : "job.json.new");
  }

  /// A second name of the first record, until the files of the job are removed.
  Path formerRecord() {
    return folder.resolve("job.json.old");
  }

  /// The tile ledger of a phase.
  public Path ledger(int phase) {
    return folder.resolve("ledger-" + phase);
  }

  /// Tiles that are done in all phases of the job, by its ledgers: those of the phases so far,
  /// which stay until the job ends.
  ///
  /// @param phases number of phases
  public long tilesDone(int phases) {
    long done = 0;
    for (int phase = 0; phase < phases && Files.exists(ledger(phase)); phase++) {
      try (TileLedger ledger = TileLedger.open(ledger(phase))) {
        done += ledger.count(Stage.DONE);
      } catch (UncheckedIOException | IllegalStateException e) {
        // Removed at the job's end between two looks, or not whole yet at its beginning.
        return done;
      }
    }
    return done;
  }

  /// Removes a file of a job, if it is there.
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove: file=" + file + ", cause=" + e, e);
    }
  }

  Path partials(int phase) {
    return folder.resolve("partials-" + phase);
  }

  /// The redo files of a phase, each with `-<worker>` behind this.
  Path redo(int phase) {
    return folder.resolve("redo-" + phase);
  }

  Path columns() {
    return folder.resolve("columns");
  }

  /// What is kept of the ledgers when they are removed, a [Timeline].
  Path timeline() {
    return folder.resolve("timeline.json");
  }

  /// What became of worker processes while the job ran, until it goes into the [#timeline]; there
  /// is none of a job that none was lost of.
  Path incidents() {
    return folder.resolve("incidents.json");
  }

  /// The results of a reduction per row or per column.
  public Path results() {
    return folder.resolve("results");
  }
}
