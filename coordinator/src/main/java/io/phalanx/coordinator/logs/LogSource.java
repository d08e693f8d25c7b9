package io.phalanx.coordinator.logs;

/// A file of lines of one process.
///
/// @param process such as `coordinator` or `worker-3`
/// @param printed true for what it printed on its standard streams, which has no times or levels
public record LogSource(String process, boolean printed) {
  /// Its name for people.
  public String label() {
    return printed ? process + ".out" : process;
  }
}
