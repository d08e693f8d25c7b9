package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Blocks of op(A) and op(B), copied into the order in which a [Tile] reads them.
///
/// Rows and columns beyond the edge are zeros; what the tile makes of them is not stored.
final class Panels {
  /// k in a block: one panel of B stays in first-level cache.
  static final int DEPTH_MAX = 256;

  /// Rows of A in a block: it stays in second-level cache.
  static final int ROWS_MAX = 64;

  /// Columns of B in a block: it stays in third-level cache. A multiple of the columns of any tile.
  static final int COLS_MAX = 1536;

  private final Tile tile;
  private final DType type;
  private final Scratch a;
  private final Scratch b;

  /// Panels for a tile of the given type.
  Panels(Tile tile, DType type) {
    this.tile = tile;
    this.type = type;
    a = new Scratch((long) ROWS_MAX * DEPTH_MAX * type.bytes());
    b = new Scratch((long) COLS_MAX * DEPTH_MAX * type.bytes());
  }

  /// Address of the panel of A that starts at this row of the block.
  long a(int row, int depth) {
    return a.address() + (long) row * depth * type.bytes();
  }

  /// Address of the panel of B that starts at this column of the block.
  long b(int column, int depth) {
    return b.address() + (long) column * depth * type.bytes();
  }

  /// Packs a block of op(A).
  void packA(Gemm.Block source, Span rows, Span depth) {
    for (int i = 0; i < rows.size(); i += Tile.ROWS) {
      int height = Math.min(Tile.ROWS, rows.size() - i);
      long target = a(i, depth.size());
      if (height < Tile.ROWS) {
        clear(target, (long) Tile.ROWS * depth.size());
      }
      long from = at(source, rows.first() + i, depth.first());
      if (source.transposed()) {
        copy(new Rows(from, source.stride(), depth.size()), height, target, Tile.ROWS);
      } else {
        for (int row = 0; row < height; row++) {
          long line = from + row * source.stride() * type.bytes();
          tile.spread(line, depth.size(), target + (long) row * type.bytes(), Tile.ROWS);
        }
      }
    }
  }

  /// Packs a block of op(B).
  void packB(Gemm.Block source, Span depth, Span cols) {
    for (int j = 0; j < cols.size(); j += tile.cols()) {
      int width = Math.min(tile.cols(), cols.size() - j);
      long target = b(j, depth.size());
      long from = at(source, depth.first(), cols.first() + j);
      if (width < tile.cols()) {
        clear(target, (long) tile.cols() * depth.size());
      }
      if (source.transposed()) {
        for (int column = 0; column < width; column++) {
          long line = from + column * source.stride() * type.bytes();
          tile.spread(line, depth.size(), target + (long) column * type.bytes(), tile.cols());
        }
      } else if (width == tile.cols()) {
        tile.gather(from, source.stride() * type.bytes(), depth.size(), target);
      } else {
        copy(new Rows(from, source.stride(), depth.size()), width, target, tile.cols());
      }
    }
  }

  /// Address of an element of op(X).
  private long at(Gemm.Block block, long row, long col) {
    long index = block.transposed() ? col * block.stride() + row : row * block.stride() + col;
    return block.address() + index * type.bytes();
  }

  /// Rows in memory, a stride in elements apart.
  private record Rows(long address, long stride, int count) {}

  /// Copies the first `width` elements of every row to rows of another stride.
  private void copy(Rows rows, int width, long target, int targetStride) {
    long bytes = (long) width * type.bytes();
    for (int k = 0; k < rows.count(); k++) {
      long source = rows.address() + k * rows.stride() * type.bytes();
      long to = target + (long) k * targetStride * type.bytes();
      MemorySegment.copy(Memory.ALL, source, Memory.ALL, to, bytes);
    }
  }

  private void clear(long address, long elements) {
    Memory.ALL.asSlice(address, elements * type.bytes()).fill((byte) 0);
  }
}
