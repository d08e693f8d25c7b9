package io.phalanx.coordinator.jobs.trace;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What neighbouring tiles took, by where they lie: one tile, or an equal number of adjacent ones
/// where there are many.
///
/// @param first the first tile
/// @param tiles how many of them are done
/// @param workingUs from claim to end of each, together
/// @param longestUs the longest of them
/// @param again how many had been claimed before
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"first", "tiles", "workingUs", "longestUs", "again"})
public record Cell(int first, int tiles, long workingUs, long longestUs, int again) {
  Cell plus(Span tile) {
    return new Cell(
        first,
        tiles + tile.tiles(),
        workingUs + tile.workingUs(),
        Math.max(longestUs, tile.longestUs()),
        again + tile.again());
  }
}
