package io.phalanx.shared.protocol;

import org.jspecify.annotations.Nullable;

/// Absolute paths of the files that the workers of one phase share, beside its matrices.
///
/// @param ledger the tile ledger
/// @param partials where a phase that writes no matrix leaves what it computes; for one that adds
///   the sums of a product, what the phase before left; otherwise null
/// @param columns what an earlier phase left: statistics of the columns, or partial results for one
///   that finishes a reduction; null where it needs nothing
/// @param redo where the redo files of the workers lie, each with `-<worker>` behind this; null if
///   a tile may simply be done again
public record PhasePaths(
    String ledger, @Nullable String partials, @Nullable String columns, @Nullable String redo) {
  /// The redo file of one worker.
  public static String redoOf(String redo, int workerId) {
    return redo + "-" + workerId;
  }
}
