package io.phalanx.coordinator.jobs;

import io.phalanx.shared.matrix.Tiling;
import java.util.Map;

/// One phase of a planned job.
///
/// @param operation the operation of this phase, which for a column map's statistics is a reduction
/// @param params its parameters
/// @param tiling how its work is cut
/// @param numbers how many float64 its partial results take; 0 where it writes a matrix
/// @param role what becomes of its results
record PhaseSpec(
    String operation, Map<String, String> params, Tiling tiling, long numbers, Role role) {
  /// What becomes of a phase's results.
  enum Role {
    /// It writes the output.
    OUTPUT,
    /// Its partial results are finished by the next phases, in workers: many, or those of a user's
    /// reduction, whose arithmetic is not for the coordinator.
    PARTIALS,
    /// Its partial results become the job's result, once the coordinator has combined them.
    RESULT,
    /// Its workers finish the job's results and write them.
    FINISHED,
    /// What it finishes becomes a statistic of the columns for a later phase.
    STATISTIC,
    /// Its partial results are sums of a product that the next phase adds up.
    SUMS
  }
}
