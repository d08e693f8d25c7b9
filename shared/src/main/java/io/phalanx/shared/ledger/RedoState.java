package io.phalanx.shared.ledger;

/// How far a worker is with the tile that it changes in place, packed into a long so that one store
/// publishes it.
///
/// ```text
/// bits 63..40   39..1       0
/// | tile       | unitsDone | published |
/// ```
///
/// @param tile the tile
/// @param unitsDone how many of its units, from the first, are changed in the matrix
/// @param published true if the redo block holds the block after them whole, and the copying of it
///   to the matrix may have begun
public record RedoState(int tile, long unitsDone, boolean published) {
  static final long NONE = -1;

  private static final int TILE_SHIFT = 40;
  private static final long UNITS_MASK = (1L << (TILE_SHIFT - 1)) - 1;

  static long pack(int tile, long unitsDone, boolean published) {
    return ((long) tile << TILE_SHIFT) | ((unitsDone & UNITS_MASK) << 1) | (published ? 1 : 0);
  }

  static RedoState unpack(long bits) {
    return new RedoState((int) (bits >>> TILE_SHIFT), (bits >>> 1) & UNITS_MASK, (bits & 1) != 0);
  }
}
