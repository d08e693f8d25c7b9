package io.phalanx.coordinator.top;

/// What a process takes of the machine; -1 where that is not known.
///
/// @param cpuNs processor time since its start, in ns
/// @param anonymousBytes resident memory that it shares with nobody, mapped files not counted
/// @param core the core that its busiest thread was on last
/// @param pinned true if that is the only one it may be on
public record ProcessUsage(long cpuNs, long anonymousBytes, int core, boolean pinned) {
  /// Of a process that is gone, or of an operating system that does not tell.
  public static final ProcessUsage UNKNOWN = new ProcessUsage(-1, -1, -1, false);
}
