package io.phalanx.coordinator.report.timeline;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.trace.PhaseTrace;

/// What the tiles of a phase cover. Ledgers know how many units a tile has, not of what kind: that
/// is told by which number of units fits the number of tiles.
///
/// @param unit `rows`, `elements`, `columns`, or `parts` where it is none of them
/// @param units of all tiles
/// @param unitsPerTile units of a tile but the last one
/// @param columns of the matrix
record TileExtent(String unit, long units, long unitsPerTile, long columns) {
  static TileExtent of(Shape shape, PhaseTrace phase, boolean isProduct) {
    long perTile = phase.unitsPerTile();
    long elements = shape.rows() * shape.cols();
    if (!isProduct && fits(shape.rows(), phase)) {
      return new TileExtent("rows", shape.rows(), perTile, shape.cols());
    }
    if (!isProduct && fits(elements, phase)) {
      return new TileExtent("elements", elements, perTile, shape.cols());
    }
    if (!isProduct && fits(shape.cols(), phase)) {
      return new TileExtent("columns", shape.cols(), perTile, shape.cols());
    }
    return new TileExtent("parts", phase.tiles() * perTile, perTile, shape.cols());
  }

  private static boolean fits(long units, PhaseTrace phase) {
    long perTile = phase.unitsPerTile();
    return perTile > 0 && (units + perTile - 1) / perTile == phase.tiles();
  }

  /// What adjacent tiles cover, such as `rows 10 to 19`.
  String text(int first, int last) {
    long from = first * unitsPerTile;
    long to = Math.min(units, (last + 1) * unitsPerTile) - 1;
    if (unit.equals("elements") && columns > 0) {
      return "rows "
          + from / columns
          + " to "
          + to / columns
          + " (elements "
          + from
          + " to "
          + to
          + ")";
    }
    return unit + " " + from + " to " + to;
  }
}
