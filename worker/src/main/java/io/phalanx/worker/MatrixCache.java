package io.phalanx.worker;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.MatrixRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The matrices of the running job, each mapped once for all its phases.
final class MatrixCache {
  private final Map<Key, SharedMatrix> open = new HashMap<>();

  /// The elements of a matrix.
  ///
  /// @throws IllegalStateException if the file is no longer what the job was planned with
  Grid grid(MatrixRef ref, Access access) {
    SharedMatrix matrix =
        open.computeIfAbsent(
            new Key(ref.path(), access), key -> SharedMatrix.open(Path.of(key.path()), access));
    Grid grid = matrix.grid();
    if (grid.rows() != ref.rows() || grid.cols() != ref.cols() || grid.dtype() != ref.dtype()) {
      throw new IllegalStateException(
          "the file changed since the job was planned: file="
              + ref.path()
              + ", planned="
              + shape(ref.rows(), ref.cols())
              + ", found="
              + shape(grid.rows(), grid.cols()));
    }
    return grid;
  }

  /// Unmaps everything.
  void release() {
    open.values().forEach(SharedMatrix::close);
    open.clear();
  }

  private static String shape(long rows, long cols) {
    return rows + "x" + cols;
  }

  private record Key(String path, Access access) {}
}
