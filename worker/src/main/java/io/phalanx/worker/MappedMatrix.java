package io.phalanx.worker;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.Residency;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A matrix that this worker has mapped, and when it was of use.
final class MappedMatrix {
  private final SharedMatrix matrix;
  private final @Nullable Residency residency;
  private Path path;
  private long usedNs;

  private MappedMatrix(SharedMatrix matrix, @Nullable Residency residency) {
    this.matrix = matrix;
    this.residency = residency;
    this.path = matrix.path();
    this.usedNs = System.nanoTime();
  }

  /// @param isNew true if nothing has been written to it yet
  static MappedMatrix map(Path path, Access access, boolean isNew) {
    SharedMatrix matrix = SharedMatrix.open(path, access);
    return new MappedMatrix(
        matrix, access == Access.READ_WRITE ? Residency.of(matrix, isNew) : null);
  }

  /// True if it is what mapping the file of this name would give. What is mapped for writing serves
  /// readers too.
  boolean serves(Path name, Access access) {
    return (access == Access.READ || residency != null) && matrix.isAt(name);
  }

  /// Notes that it is of use, under this name.
  void touch(Path name) {
    path = name;
    usedNs = System.nanoTime();
  }

  /// True if the file has still the name that it was used under last.
  boolean isThere() {
    return matrix.isAt(path);
  }

  /// When it was of use last, by [System#nanoTime].
  long usedNs() {
    return usedNs;
  }

  /// The elements, read-only unless they are to be written.
  Grid grid(Access access) {
    Grid grid = matrix.grid();
    return access == Access.READ_WRITE || residency == null
        ? grid
        : new Grid(grid.memory().asReadOnly(), grid.rows(), grid.cols(), grid.dtype());
  }

  /// Makes some bytes of the elements present, ahead of writing them.
  void ensurePresent(long first, long limit) {
    if (residency != null) {
      residency.ensure(first, limit);
    }
  }

  void unmap() {
    matrix.close();
  }
}
