package io.phalanx.shared.sync;

/// Rows of a matrix.
///
/// @param first the first row
/// @param limit the row after the last one
public record RowRange(long first, long limit) {
  public RowRange {
    if (first < 0 || limit < first) {
      throw new IllegalArgumentException("no range: first=" + first + ", limit=" + limit);
    }
  }

  boolean isEmpty() {
    return first == limit;
  }

  boolean overlaps(RowRange other) {
    return Math.max(first, other.first) < Math.min(limit, other.limit);
  }

  boolean covers(RowRange other) {
    return first <= other.first && other.limit <= limit;
  }

  /// The rows of both, which must overlap.
  RowRange common(RowRange other) {
    return new RowRange(Math.max(first, other.first), Math.min(limit, other.limit));
  }
}
