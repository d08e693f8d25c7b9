package io.phalanx.coordinator.api;

import io.phalanx.shared.lifecycle.PhalanxException;

/// The cluster takes no job any more because it is about to end; another may be started once it
/// has.
public final class ClusterStoppingException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  /// @param message what is ending
  public ClusterStoppingException(String message) {
    super(Category.JOB, message);
  }
}
