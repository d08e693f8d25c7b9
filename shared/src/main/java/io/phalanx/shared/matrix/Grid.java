package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;

/// Rows × columns of elements in memory: contiguous, C order, little-endian.
///
/// A view without an owner: it is valid while the memory it was cut from is mapped.
///
/// @param memory exactly rows × cols elements
/// @param rows number of rows, 0 or more
/// @param cols number of columns, 0 or more
/// @param dtype element type
public record Grid(MemorySegment memory, long rows, long cols, DType dtype) {
  public Grid {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException(
          "negative shape: rows=" + rows + ", cols=" + cols + ", dtype=" + dtype.label());
    }
    long bytes = Math.multiplyExact(Math.multiplyExact(rows, cols), dtype.bytes());
    if (memory.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "memory does not fit the shape: bytes="
              + memory.byteSize()
              + ", rows="
              + rows
              + ", cols="
              + cols
              + ", dtype="
              + dtype.label());
    }
  }

  /// Number of elements.
  public long elements() {
    return rows * cols;
  }

  /// The memory of elements first (included) to limit (excluded), counted in C order.
  public MemorySegment elements(long first, long limit) {
    if (first < 0 || limit < first || limit > elements()) {
      throw new IllegalArgumentException(
          "elements out of range: first=" + first + ", limit=" + limit + ", size=" + elements());
    }
    return memory.asSlice(first * dtype.bytes(), (limit - first) * dtype.bytes());
  }

  /// The rows first (included) to limit (excluded).
  public Grid rows(long first, long limit) {
    if (first < 0 || limit < first || limit > rows) {
      throw new IllegalArgumentException(
          "rows out of range: first=" + first + ", limit=" + limit + ", rows=" + rows);
    }
    return new Grid(elements(first * cols, limit * cols), limit - first, cols, dtype);
  }
}
