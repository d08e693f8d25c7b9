package io.phalanx.coordinator.top;

import java.util.Comparator;

/// The columns of workers, from left to right.
enum WorkerColumn {
  ID("ID", 3, 0),
  PID("PID", 7, 7),
  STATE("STATE", 8, 1),
  CORE("CORE", 4, 8),
  CPU("CPU%", 4, 2),
  MEMORY("MEM", 5, 4),
  TILES("TILES/S", 7, 6),
  BYTES("GB/S", 5, 3),
  WORK("WORK", 6, 3),
  BEAT("BEAT", 5, 5),
  RESTARTS("RST", 3, 6);

  private final String title;
  private final int width;
  private final int dispensability;

  /// @param width of its cells
  /// @param dispensability the greater, the sooner it is left out where there is no room
  WorkerColumn(String title, int width, int dispensability) {
    this.title = title;
    this.width = width;
    this.dispensability = dispensability;
  }

  String title() {
    return title;
  }

  int width() {
    return width;
  }

  int dispensability() {
    return dispensability;
  }

  /// By which rows are sorted, the least first.
  Comparator<WorkerRow> order() {
    return switch (this) {
      case ID -> Comparator.comparingInt(row -> row.worker().id());
      case PID -> Comparator.comparingLong(row -> row.worker().pid());
      case STATE -> Comparator.comparing(row -> row.worker().state());
      case CORE -> Comparator.comparingInt(row -> row.usage().core());
      case CPU -> Comparator.comparingDouble(row -> known(row.cpuPercent()));
      case MEMORY -> Comparator.comparingLong(row -> row.usage().anonymousBytes());
      case TILES -> Comparator.comparingDouble(row -> known(row.tilesPerSecond()));
      case BYTES -> Comparator.comparingDouble(row -> known(row.bytesPerSecond()));
      case WORK -> Comparator.comparing(row -> row.worker().work());
      case BEAT -> Comparator.comparingLong(row -> row.worker().heartbeatAgeMs());
      case RESTARTS -> Comparator.comparingInt(row -> row.worker().restarts());
    };
  }

  /// True for words, which stand at the left.
  boolean isText() {
    return this == STATE || this == WORK;
  }

  /// What stands in a row.
  String cell(WorkerRow row) {
    return switch (this) {
      case ID -> String.valueOf(row.worker().id());
      case PID -> row.worker().pid() == 0 ? "-" : String.valueOf(row.worker().pid());
      case STATE -> row.worker().state().name();
      case CORE -> core(row.usage());
      case CPU -> Brief.percent(row.cpuPercent());
      case MEMORY -> Brief.memory(row.usage().anonymousBytes());
      case TILES -> Brief.rate(row.tilesPerSecond());
      case BYTES -> Brief.gigabytes(row.bytesPerSecond());
      case WORK -> row.worker().work();
      case BEAT -> Brief.age(row.worker().heartbeatAgeMs());
      case RESTARTS -> String.valueOf(row.worker().restarts());
    };
  }

  private static String core(ProcessUsage usage) {
    return usage.core() < 0 ? "-" : (usage.pinned() ? "=" : "") + usage.core();
  }

  /// What is not known is less than nothing.
  private static double known(double figure) {
    return Double.isNaN(figure) ? -1 : figure;
  }
}
