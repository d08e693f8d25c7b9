package io.phalanx.coordinator.verify;

/// Some units of an output, one behind the other.
///
/// @param first the first one
/// @param limit the one after the last
record Span(long first, long limit) {
  long units() {
    return limit - first;
  }
}
