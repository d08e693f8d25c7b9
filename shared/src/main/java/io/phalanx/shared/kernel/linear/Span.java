package io.phalanx.shared.kernel.linear;

/// Some neighbouring rows or columns.
///
/// @param first index of the first
/// @param size how many
record Span(long first, int size) {
  /// The one that starts at `first`, of at most `sizeMax`, within `limit`.
  static Span of(long first, int sizeMax, long limit) {
    return new Span(first, (int) Math.min(sizeMax, limit - first));
  }
}
