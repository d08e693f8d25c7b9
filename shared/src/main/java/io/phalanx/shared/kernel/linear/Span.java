package io.phalanx.shared.kernel.linear;

import java.util.ArrayList;
import java.util.List;

/// Some neighbouring rows or columns.
///
/// @param first index of the first
/// @param size how many
record Span(long first, int size) {
  /// The one that starts at `first`, of at most `sizeMax`, within `limit`.
  static Span of(long first, int sizeMax, long limit) {
    return new Span(first, (int) Math.min(sizeMax, limit - first));
  }

  /// The same, cut from its first one on.
  List<Span> pieces(int sizeMax) {
    List<Span> pieces = new ArrayList<>();
    for (long at = first; at < first + size; at += sizeMax) {
      pieces.add(of(at, sizeMax, first + size));
    }
    return pieces;
  }
}
