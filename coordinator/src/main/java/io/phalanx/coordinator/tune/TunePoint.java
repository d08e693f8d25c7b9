package io.phalanx.coordinator.tune;

/// One way to run the work.
///
/// @param workers number of worker processes
/// @param pinned true if each is bound to a core
/// @param tileKib size of a tile in KiB; 0 for the one that is set anyway
public record TunePoint(int workers, boolean pinned, int tileKib) {
  /// In words, such as `2 pinned, 256 KiB`.
  public String label() {
    return workers + (pinned ? " pinned" : "") + tileLabel();
  }

  /// The size of a tile behind other words, such as `, 256 KiB`; empty for the one that is set.
  public String tileLabel() {
    return tileKib == 0 ? "" : ", " + tileKib + " KiB";
  }
}
