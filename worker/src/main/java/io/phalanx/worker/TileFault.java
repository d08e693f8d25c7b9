package io.phalanx.worker;

/// A tile whose computation threw: the job's fault, not the worker's.
final class TileFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int tile;
  private final Throwable thrown;

  TileFault(int tile, Throwable thrown) {
    super(thrown);
    this.tile = tile;
    this.thrown = thrown;
  }

  int tile() {
    return tile;
  }

  Throwable cause() {
    return thrown;
  }
}
