package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A factor of a product, of which blocks are handed to a Blas: where they lie, or copied if they
/// must be converted, centred or made absolute before.
final class Panel {
  private final Grid source;
  private final boolean transposed;
  private final DType type;
  private final Columns columns;
  private final GrowingScratch copy;

  /// A factor as it lies in its file.
  ///
  /// @param transposed true if op(X) is the transpose of the source
  record Factor(Grid source, boolean transposed) {}

  /// @param type what the Blas computes in
  /// @param copy where copies go, of the caller, who keeps it reachable
  Panel(Factor factor, DType type, Columns columns, GrowingScratch copy) {
    this.source = factor.source();
    this.transposed = factor.transposed();
    this.type = type;
    this.columns = columns;
    this.copy = copy;
  }

  /// What is done to the elements of a column on their way.
  ///
  /// @param shift a float64 per column, which is subtracted; null for none
  /// @param divisor a float64 per column; null for none
  /// @param magnitudes true for the absolute value of every number
  record Columns(
      @Nullable MemorySegment shift, @Nullable MemorySegment divisor, boolean magnitudes) {
    boolean isPlain() {
      return shift == null && divisor == null && !magnitudes;
    }
  }

  /// True if blocks are copied.
  boolean isCopied() {
    return source.dtype() != type || !columns.isPlain() || source.cols() > Integer.MAX_VALUE;
  }

  /// A block of op(X), valid until the next one.
  Gemm.Block block(Span opRows, Span opCols) {
    Span rows = transposed ? opCols : opRows;
    Span cols = transposed ? opRows : opCols;
    if (isCopied()) {
      return new Gemm.Block(copied(rows, cols), cols.size(), transposed);
    }
    long index = rows.first() * source.cols() + cols.first();
    long address = Memory.addressOf(source.memory()) + index * type.bytes();
    return new Gemm.Block(address, Math.max(1, source.cols()), transposed);
  }

  private long copied(Span rows, Span cols) {
    long bytes = (long) rows.size() * cols.size() * type.bytes();
    long address = copy.address(bytes);
    for (int i = 0; i < rows.size(); i++) {
      long index = (rows.first() + i) * source.cols() + cols.first();
      long target = address + (long) i * cols.size() * type.bytes();
      if (type == DType.FLOAT64) {
        convert(Memory.addressOf(source.memory()) + index * source.dtype().bytes(), cols, target);
      } else {
        float32(Memory.addressOf(source.memory()) + index * Float.BYTES, cols.size(), target);
      }
    }
    return address;
  }

  /// float32 are copied for their magnitudes, or from rows too long for a Blas.
  private void float32(long from, int count, long target) {
    for (int j = 0; j < count; j++) {
      float value = Elements.getFloat(from, j);
      Elements.putFloat(target, j, columns.magnitudes() ? Math.abs(value) : value);
    }
  }

  private void convert(long from, Span cols, long target) {
    toDoubles(from, cols.size(), target);
    if (columns.magnitudes()) {
      for (int j = 0; j < cols.size(); j++) {
        Elements.putDouble(target, j, Math.abs(Elements.getDouble(target, j)));
      }
    }
    if (columns.shift() != null) {
      shift(columns.shift().address() + cols.first() * Double.BYTES, cols.size(), target);
    }
    if (columns.divisor() != null) {
      long divisor = columns.divisor().address() + cols.first() * Double.BYTES;
      for (int j = 0; j < cols.size(); j++) {
        double quotient = Elements.getDouble(target, j) / Elements.getDouble(divisor, j);
        Elements.putDouble(target, j, quotient);
      }
    }
  }

  private void shift(long shift, int count, long target) {
    for (int j = 0; j < count; j++) {
      double by = Elements.getDouble(shift, j);
      double value = Elements.getDouble(target, j);
      Elements.putDouble(target, j, columns.magnitudes() ? value + Math.abs(by) : value - by);
    }
  }

  private void toDoubles(long from, int count, long target) {
    DType given = source.dtype();
    if (given == DType.FLOAT64) {
      MemorySegment.copy(Memory.ALL, from, Memory.ALL, target, (long) count * Double.BYTES);
      return;
    }
    if (given == DType.FLOAT32) {
      for (int j = 0; j < count; j++) {
        Elements.putDouble(target, j, Elements.getFloat(from, j));
      }
      return;
    }
    MemorySegment run = Memory.ALL.asSlice(from, (long) count * given.bytes());
    for (int j = 0; j < count; j++) {
      Elements.putDouble(target, j, Elements.get(run, given, j));
    }
  }
}
