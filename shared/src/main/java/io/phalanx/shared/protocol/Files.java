package io.phalanx.shared.protocol;

import org.jspecify.annotations.Nullable;

/// Absolute paths of the files that the workers of one phase share, beside its matrices.
///
/// @param ledger the tile ledger
/// @param partials one partial result per tile; null if the operation is no reduction
/// @param columns partial results per column; null if it is no reduction of columns
public record Files(String ledger, @Nullable String partials, @Nullable String columns) {}
