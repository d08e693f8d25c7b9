package io.phalanx.coordinator.jobs.trace;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What one worker process did in a piece of time: one tile, or, where there are many, all that it
/// began within a slice of the phase. An array of numbers in JSON, since there may be thousands.
///
/// @param worker its id
/// @param incarnation which process of that worker
/// @param first the lowest tile
/// @param last the highest tile
/// @param tiles how many tiles
/// @param beganUs when the first one was claimed, µs since the phase's [zero][PhaseTrace#zeroNs]
/// @param endedUs when the last one was done, likewise; [#OPEN] if it was not
/// @param workingUs from claim to end of each, together
/// @param longestUs the longest of them
/// @param stolen how many were of another worker's band
/// @param again how many had been claimed before
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({
  "worker",
  "incarnation",
  "first",
  "last",
  "tiles",
  "beganUs",
  "endedUs",
  "workingUs",
  "longestUs",
  "stolen",
  "again"
})
public record Span(
    int worker,
    int incarnation,
    int first,
    int last,
    int tiles,
    long beganUs,
    long endedUs,
    long workingUs,
    long longestUs,
    int stolen,
    int again) {
  /// The end of a tile that was not done, when this was looked up.
  public static final long OPEN = -1;

  /// True if its tile was not done.
  public boolean isOpen() {
    return endedUs == OPEN;
  }

  Span plus(Span more) {
    return new Span(
        worker,
        Math.max(incarnation, more.incarnation),
        Math.min(first, more.first),
        Math.max(last, more.last),
        tiles + more.tiles,
        Math.min(beganUs, more.beganUs),
        Math.max(endedUs, more.endedUs),
        workingUs + more.workingUs,
        Math.max(longestUs, more.longestUs),
        stolen + more.stolen,
        again + more.again);
  }
}
