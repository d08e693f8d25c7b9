package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// Blocks of A and B, copied into the order in which a [Tile] reads them and converted to its type.
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
  private final Scratch row;

  /// Panels for a tile of the given type.
  Panels(Tile tile, DType type) {
    this.tile = tile;
    this.type = type;
    a = new Scratch((long) ROWS_MAX * DEPTH_MAX * type.bytes());
    b = new Scratch((long) COLS_MAX * DEPTH_MAX * type.bytes());
    row = new Scratch((long) DEPTH_MAX * type.bytes());
  }

  /// Address of the panel of A that starts at this row of the block.
  long a(int row, int depth) {
    return a.address() + (long) row * depth * type.bytes();
  }

  /// Address of the panel of B that starts at this column of the block.
  long b(int column, int depth) {
    return b.address() + (long) column * depth * type.bytes();
  }

  /// Packs a block of A.
  void packA(Grid source, Span rows, Span depth) {
    long bytes = source.dtype().bytes();
    int padded = Math.ceilDiv(rows.size(), Tile.ROWS) * Tile.ROWS;
    for (int i = 0; i < padded; i++) {
      int within = i % Tile.ROWS;
      long target = a(i - within, depth.size()) + (long) within * type.bytes();
      if (i < rows.size()) {
        long index = (rows.first() + i) * source.cols() + depth.first();
        long from = Memory.addressOf(source.memory()) + index * bytes;
        tile.spread(converted(source.dtype(), from, depth.size()), depth.size(), target);
      } else {
        tile.spread(zeros(depth.size()), depth.size(), target);
      }
    }
  }

  /// Packs a block of B.
  void packB(Grid source, Span depth, Span cols) {
    for (int j = 0; j < cols.size(); j += tile.cols()) {
      long index = depth.first() * source.cols() + cols.first() + j;
      long from = Memory.addressOf(source.memory()) + index * source.dtype().bytes();
      long stride = source.cols() * source.dtype().bytes();
      int width = Math.min(tile.cols(), cols.size() - j);
      if (source.dtype() == type && width == tile.cols()) {
        tile.gather(from, stride, depth.size(), b(j, depth.size()));
      } else {
        Memory.ALL
            .asSlice(b(j, depth.size()), (long) tile.cols() * depth.size() * type.bytes())
            .fill((byte) 0);
        for (int k = 0; k < depth.size(); k++) {
          long target = b(j, depth.size()) + (long) k * tile.cols() * type.bytes();
          convert(source.dtype(), from + k * stride, target, width);
        }
      }
    }
  }

  private long converted(DType from, long source, int count) {
    if (from == type) {
      return source;
    }
    convert(from, source, row.address(), count);
    return row.address();
  }

  private long zeros(int count) {
    Memory.ALL.asSlice(row.address(), (long) count * type.bytes()).fill((byte) 0);
    return row.address();
  }

  private void convert(DType from, long source, long target, int count) {
    if (from == type) {
      MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, (long) count * type.bytes());
    } else {
      Conversion.toDoubles(from, source, target, count);
    }
  }
}
