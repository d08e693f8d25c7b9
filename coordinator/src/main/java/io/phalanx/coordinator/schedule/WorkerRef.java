package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.TileState;

/// One process of a worker.
///
/// @param workerId which of the cluster's workers, from 0
/// @param incarnation which process of that worker, from 1
public record WorkerRef(int workerId, int incarnation) {
  /// True if this process claimed a tile.
  boolean has(TileState state) {
    return state.stage() == TileState.Stage.CLAIMED
        && state.workerId() == workerId
        && state.incarnation() == incarnation;
  }
}
