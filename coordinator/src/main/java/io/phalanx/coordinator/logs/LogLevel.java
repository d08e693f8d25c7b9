package io.phalanx.coordinator.logs;

import java.util.Optional;

/// How grave a log entry is, from the least on.
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /// The level of this name; empty if there is none.
  static Optional<LogLevel> named(String name) {
    for (LogLevel level : values()) {
      if (level.name().equals(name)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
