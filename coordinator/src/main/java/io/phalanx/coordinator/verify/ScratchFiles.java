package io.phalanx.coordinator.verify;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Memory for what a check keeps and computes: mapped files rather than the Java heap, since one
/// row of a matrix may be larger than any heap.
///
/// They lose their names as soon as they are mapped, so that a command that is killed in the middle
/// leaves nothing behind.
final class ScratchFiles implements AutoCloseable {
  private static final String NAME = "verify.npy";

  private final Path folder;
  private final List<NewMatrix> files = new ArrayList<>();

  /// @param folder where to make them, a folder that exists
  ScratchFiles(Path folder) {
    this.folder = folder;
  }

  /// Makes a grid of zeros, valid until [#close].
  ///
  /// @throws io.phalanx.shared.matrix.MatrixIoException if there is no room
  Grid allocate(DType dtype, long rows, long cols) {
    NewMatrix file = NewMatrix.create(folder.resolve(NAME), dtype, rows, cols);
    files.add(file);
    try {
      Files.delete(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot remove: file=" + file.path() + ", cause=" + e + "; check the folder's rights", e);
    }
    return file.grid();
  }

  @Override
  public void close() {
    files.forEach(NewMatrix::close);
    files.clear();
  }
}
