package io.phalanx.coordinator.top;

import java.util.Comparator;
import java.util.List;

/// The order of the workers on the screen.
///
/// @param column by which they are sorted; among equals the lower id is first
/// @param reversed true for the greatest first
record WorkerOrder(WorkerColumn column, boolean reversed) {
  static final WorkerOrder BY_ID = new WorkerOrder(WorkerColumn.ID, false);

  /// By another column, some places to the right; of words and ids the least first, of figures the
  /// greatest.
  WorkerOrder moved(int places) {
    List<WorkerColumn> all = List.of(WorkerColumn.values());
    WorkerColumn next = all.get(Math.floorMod(all.indexOf(column) + places, all.size()));
    return new WorkerOrder(next, next != WorkerColumn.ID && !next.isText());
  }

  WorkerOrder turned() {
    return new WorkerOrder(column, !reversed);
  }

  List<WorkerRow> sorted(List<WorkerRow> rows) {
    Comparator<WorkerRow> order = reversed ? column.order().reversed() : column.order();
    return rows.stream().sorted(order.thenComparing(WorkerColumn.ID.order())).toList();
  }
}
