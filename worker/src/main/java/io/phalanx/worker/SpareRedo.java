package io.phalanx.worker;

import io.phalanx.shared.ledger.RedoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The redo file of a worker between two phases: mapped, and under a name that no recovery looks
/// for. A small job would take longer to make a file than to change a matrix.
///
/// It gets the name of the next phase's redo file when it says what that phase's is to say, so
/// whoever finds a file of that name never sees what an earlier phase left in it.
final class SpareRedo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpareRedo.class);

  private final Path place;
  private @Nullable RedoFile kept;

  /// @param place where the file lies between two phases
  SpareRedo(Path place) {
    this.place = place;
  }

  /// The redo file of a phase that begins: the one that was kept, or a new one.
  RedoFile take(Path file, int phase, long unitBytes) {
    RedoFile spare = kept;
    kept = null;
    if (spare != null) {
      if (spare.renew(phase, unitBytes) && isMoved(place, file)) {
        return spare;
      }
      spare.close();
    }
    return RedoFile.create(file, phase, unitBytes);
  }

  /// Keeps the redo file of a phase in which this worker has nothing left to do: no tile that it
  /// claimed is unfinished, so nobody will look for it. Where it is gone with the other files of
  /// its job already, there is nothing to keep.
  void keep(RedoFile redo, Path file) {
    close();
    if (isMoved(file, place)) {
      kept = redo;
    } else {
      redo.close();
    }
  }

  @Override
  public void close() {
    RedoFile spare = kept;
    kept = null;
    if (spare != null) {
      spare.close();
    }
  }

  private static boolean isMoved(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      LOG.debug("redo file not kept: file={} cause={}", from, e.toString());
      return false;
    }
  }
}
