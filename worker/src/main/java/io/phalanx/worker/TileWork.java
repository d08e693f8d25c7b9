package io.phalanx.worker;

/// What running one tile of a phase means.
interface TileWork {
  /// Runs one tile.
  ///
  /// @return bytes read and written
  long run(int tile);
}
