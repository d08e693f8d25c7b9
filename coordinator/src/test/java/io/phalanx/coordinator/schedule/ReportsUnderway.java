package io.phalanx.coordinator.schedule;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Reports that were sent and not heard: any of them may arrive next, also after its sender died.
final class ReportsUnderway {
  private final List<Report> reports = new ArrayList<>();

  void send(Report report) {
    reports.add(report);
  }

  /// Sends another copy, behind all others.
  void sendLate(Report report) {
    reports.addFirst(report);
  }

  boolean isEmpty() {
    return reports.isEmpty();
  }

  /// One of them, taken out.
  Report takeAny(Dice dice) {
    return reports.remove(dice.below(reports.size()));
  }

  /// The last one that was sent, taken out.
  Report takeLatest() {
    return reports.removeLast();
  }

  /// All that a worker has sent, taken out.
  List<Report> takeAllOf(WorkerRef worker) {
    List<Report> taken = new ArrayList<>();
    for (Iterator<Report> left = reports.iterator(); left.hasNext(); ) {
      Report report = left.next();
      if (report.worker().equals(worker)) {
        taken.add(report);
        left.remove();
      }
    }
    return taken;
  }

  void clear() {
    reports.clear();
  }
}
