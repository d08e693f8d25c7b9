package io.phalanx.shared.protocol;

/// How the work of a phase is cut into tiles. What a unit is (an element, a row) is for the
/// operation to say.
///
/// @param units number of units in the whole phase, 0 or more
/// @param unitsPerTile units of each tile but the last, which may hold fewer; 1 or more
public record Cut(long units, long unitsPerTile) {
  public Cut {
    if (units < 0 || unitsPerTile < 1) {
      throw new IllegalArgumentException(
          "cut out of range: units=" + units + ", unitsPerTile=" + unitsPerTile);
    }
  }
}
