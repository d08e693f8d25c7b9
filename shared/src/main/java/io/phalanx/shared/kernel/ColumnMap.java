package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Every element with the statistics of its column, such as standardize.
///
/// The statistics are reductions along the columns that run as an earlier phase of the same job.
public non-sealed interface ColumnMap extends Kernel {
  /// Names of the reductions whose results are needed, each one float64 per column. The partials of
  /// the last one hold those of the others in their first slots, as those of `std` do of `mean`.
  List<String> statistics();

  /// Computes whole rows.
  ///
  /// @param input any number of rows
  /// @param columns one run of `input.cols()` float64 per statistic, in the order of [#statistics]
  /// @param output the same shape as the input; may be exactly its memory
  void apply(Grid input, List<MemorySegment> columns, Grid output);
}
