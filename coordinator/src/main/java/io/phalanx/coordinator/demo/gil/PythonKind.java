package io.phalanx.coordinator.demo.gil;

/// What a Python is.
///
/// @param version its implementation and version, as `CPython 3.11.2`
/// @param lock whether one thread at a time runs in it
public record PythonKind(String version, Lock lock) {
  /// Whether there is a global interpreter lock.
  public enum Lock {
    ON,
    /// It is free-threaded.
    OFF,
    UNKNOWN;

    /// As the script says it.
    static Lock of(String text) {
      return switch (text) {
        case "on" -> ON;
        case "off" -> OFF;
        default -> UNKNOWN;
      };
    }
  }
}
