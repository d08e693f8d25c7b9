package io.phalanx.shared.sync;

import io.phalanx.shared.lifecycle.PhalanxException;

/// The owner of a lock died, and who had it next gave it up without saying that what it guards is
/// consistent again. Nobody can take it any more.
public final class UnrecoverableLockException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  UnrecoverableLockException(String name) {
    super(
        Category.JOB,
        "the lock is not recoverable, since a holder died and the next one did not make consistent"
            + " what it guards: "
            + name
            + "; put that in order, delete the file and make the lock anew");
  }
}
