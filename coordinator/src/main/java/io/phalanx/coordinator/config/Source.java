package io.phalanx.coordinator.config;

/// Where a value was said; an earlier one counts before a later one.
public enum Source {
  /// The command line.
  FLAG,
  /// A variable `PHALANX_…`.
  ENVIRONMENT,
  /// `phalanx.properties` in the cluster's directory.
  FILE,
  /// Nowhere.
  DEFAULT
}
