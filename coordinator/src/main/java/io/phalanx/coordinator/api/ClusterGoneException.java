package io.phalanx.coordinator.api;

import io.phalanx.shared.lifecycle.PhalanxException;

/// The coordinator that a client spoke to is gone: it was stopped, or it died.
public final class ClusterGoneException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  ClusterGoneException(String message) {
    super(Category.JOB, message);
  }
}
