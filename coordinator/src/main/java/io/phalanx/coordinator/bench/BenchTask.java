package io.phalanx.coordinator.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One operation over certain files.
///
/// @param operation what to do
/// @param title what it is called in the report
/// @param x the matrix, square or nearly so, of float64
/// @param y the second matrix of a product
/// @param out where a result out of place goes, a file that exists
/// @param pristine what x is restored from; null to let it be
/// @param rows of x
/// @param cols of x
public record BenchTask(
    BenchOperation operation,
    String title,
    Path x,
    @Nullable Path y,
    @Nullable Path out,
    @Nullable Path pristine,
    long rows,
    long cols) {
  /// Number of elements of x.
  public long elements() {
    return rows * cols;
  }

  /// Size of x.
  public long bytes() {
    return elements() * Double.BYTES;
  }
}
