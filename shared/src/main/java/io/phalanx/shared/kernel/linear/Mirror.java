package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes what lies below the diagonal of a symmetric matrix to its place above it, in squares that
/// fit the first-level cache.
final class Mirror {
  private static final int SIDE = 32;
  private static final MemorySegment ALL = Memory.ALL;

  private Mirror() {}

  /// Mirrors a part.
  ///
  /// @param matrix all of it, float64 or float32
  static void write(Grid matrix, Part part) {
    for (long i = part.firstRow(); i < part.limitRow(); i += SIDE) {
      long limitCol = part.isTriangle() ? Math.min(part.limitCol(), i + SIDE) : part.limitCol();
      for (long j = part.firstCol(); j < limitCol; j += SIDE) {
        square(matrix, Span.of(i, SIDE, part.limitRow()), Span.of(j, SIDE, limitCol));
      }
    }
  }

  private static void square(Grid matrix, Span rows, Span cols) {
    long base = Memory.outputAddressOf(matrix.memory());
    long stride = matrix.cols();
    boolean wide = matrix.dtype() == DType.FLOAT64;
    for (long i = rows.first(); i < rows.first() + rows.size(); i++) {
      long limit = Math.min(i, cols.first() + cols.size());
      for (long j = cols.first(); j < limit; j++) {
        long from = i * stride + j;
        long to = j * stride + i;
        if (wide) {
          long bits = ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, base + from * Long.BYTES);
          ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, base + to * Long.BYTES, bits);
        } else {
          int bits = ALL.get(ValueLayout.JAVA_INT_UNALIGNED, base + from * Integer.BYTES);
          ALL.set(ValueLayout.JAVA_INT_UNALIGNED, base + to * Integer.BYTES, bits);
        }
      }
    }
  }
}
