package io.phalanx.worker;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.protocol.MatrixRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The matrices that this worker has mapped. They stay mapped from job to job, since the first
/// touch of every page of a mapping costs more than most operations do.
///
/// A matrix is known by its file, whatever its name: the output of one job, renamed since, is the
/// input of the next. What was deleted, replaced or not used for long is unmapped while the worker
/// idles, so that its memory and its blocks are freed.
final class MatrixCache {
  private static final int IDLE_MATRICES_MAX = 16;
  private static final long LOOK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long UNUSED_NS = TimeUnit.MINUTES.toNanos(5);

  private final List<MappedMatrix> mapped = new ArrayList<>();

  private long lookDueNs = System.nanoTime();

  /// A matrix, which stays mapped at least until the next [#tidyIfDue].
  ///
  /// @param isNew true if nothing has been written to it yet
  /// @throws IllegalStateException if the file is no longer what the job was planned with
  MappedMatrix use(MatrixRef ref, Access access, boolean isNew) {
    Path path = Path.of(ref.path());
    MappedMatrix matrix = find(path, access);
    if (matrix == null) {
      matrix = MappedMatrix.map(path, access, isNew);
      mapped.add(matrix);
    }
    matrix.touch(path);
    Grid grid = matrix.grid(access);
    if (grid.rows() != ref.rows() || grid.cols() != ref.cols() || grid.dtype() != ref.dtype()) {
      throw new IllegalStateException(
          "the file changed since the job was planned: file="
              + ref.path()
              + ", planned="
              + shape(ref.rows(), ref.cols())
              + ", found="
              + shape(grid.rows(), grid.cols()));
    }
    return matrix;
  }

  private @Nullable MappedMatrix find(Path path, Access access) {
    for (MappedMatrix candidate : mapped) {
      if (candidate.serves(path, access)) {
        return candidate;
      }
    }
    return null;
  }

  /// Unmaps what is not worth keeping; only while no phase is at work. Costs nothing but now and
  /// then.
  void tidyIfDue(long nowNs) {
    if (nowNs - lookDueNs < 0) {
      return;
    }
    lookDueNs = nowNs + LOOK_INTERVAL_NS;
    mapped.sort(Comparator.comparingLong(matrix -> nowNs - matrix.usedNs()));
    List<MappedMatrix> kept =
        mapped.stream()
            .filter(matrix -> nowNs - matrix.usedNs() < UNUSED_NS && matrix.isThere())
            .limit(IDLE_MATRICES_MAX)
            .toList();
    mapped.stream().filter(matrix -> !kept.contains(matrix)).forEach(MappedMatrix::unmap);
    mapped.retainAll(kept);
  }

  /// Unmaps everything.
  void release() {
    mapped.forEach(MappedMatrix::unmap);
    mapped.clear();
  }

  private static String shape(long rows, long cols) {
    return rows + "x" + cols;
  }
}
