package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Matrix product by blocks that fit the caches, around a [Tile].
///
/// The order of the blocks is that of Goto, van de Geijn, Anatomy of high-performance matrix
/// multiplication (2008). B is packed anew in every call, which pays from some hundred rows of A
/// on.
final class BlockedProduct implements Product {
  private final DType type;
  private final Tile tile;
  private final Panels panels;

  /// One tile of C.
  private final Scratch buffer;

  /// A product whose output is float64 or float32.
  BlockedProduct(DType type) {
    this.type = type;
    tile = type == DType.FLOAT32 ? new FloatTile() : new DoubleTile();
    panels = new Panels(tile, type);
    buffer = new Scratch((long) Tile.ROWS * tile.cols() * type.bytes());
  }

  @Override
  public void multiply(Grid a, Grid b, Grid c) {
    ProductShapes.check(a, b, c, type);
    Memory.outputAddressOf(c.memory());
    if (a.cols() == 0) {
      c.memory().fill((byte) 0);
    }
    try {
      for (long j = 0; j < c.cols(); j += Panels.COLS_MAX) {
        multiply(a, b, c, Span.of(j, Panels.COLS_MAX, c.cols()));
      }
    } finally {
      Reference.reachabilityFence(this); // owns the scratch memory of the loops
    }
  }

  private void multiply(Grid a, Grid b, Grid c, Span cols) {
    for (long k = 0; k < a.cols(); k += Panels.DEPTH_MAX) {
      Span depth = Span.of(k, Panels.DEPTH_MAX, a.cols());
      panels.packB(b, depth, cols);
      for (long i = 0; i < a.rows(); i += Panels.ROWS_MAX) {
        Span rows = Span.of(i, Panels.ROWS_MAX, a.rows());
        panels.packA(a, rows, depth);
        multiplyBlock(c, rows, cols, depth);
      }
    }
  }

  private void multiplyBlock(Grid c, Span rows, Span cols, Span depth) {
    long first = rows.first() * c.cols() + cols.first();
    long address = Memory.addressOf(c.memory()) + first * type.bytes();
    long strideBytes = c.cols() * type.bytes();
    int size = depth.size();
    for (int j = 0; j < cols.size(); j += tile.cols()) {
      int width = Math.min(tile.cols(), cols.size() - j);
      for (int i = 0; i < rows.size(); i += Tile.ROWS) {
        int height = Math.min(Tile.ROWS, rows.size() - i);
        Corner corner =
            new Corner(
                address + i * strideBytes + (long) j * type.bytes(), strideBytes, height, width);
        load(corner, depth.first() == 0);
        tile.multiply(size, panels.a(i, size), panels.b(j, size), buffer.address());
        tile.settle(buffer.address());
        store(corner);
      }
    }
  }

  /// Where a tile lies in C, and how much of it.
  private record Corner(long address, long strideBytes, int rows, int cols) {
    long row(int row) {
      return address + row * strideBytes;
    }
  }

  private void load(Corner corner, boolean zero) {
    if (zero) {
      Memory.ALL.asSlice(buffer.address(), Tile.ROWS * rowBytes()).fill((byte) 0);
    } else if (isWhole(corner)) {
      tile.copy(corner.address(), corner.strideBytes(), buffer.address(), rowBytes());
    } else {
      for (int row = 0; row < corner.rows(); row++) {
        long target = buffer.address() + row * rowBytes();
        MemorySegment.copy(Memory.ALL, corner.row(row), Memory.ALL, target, bytes(corner));
      }
    }
  }

  private void store(Corner corner) {
    if (isWhole(corner)) {
      tile.copy(buffer.address(), rowBytes(), corner.address(), corner.strideBytes());
    } else {
      for (int row = 0; row < corner.rows(); row++) {
        long source = buffer.address() + row * rowBytes();
        MemorySegment.copy(Memory.ALL, source, Memory.ALL, corner.row(row), bytes(corner));
      }
    }
  }

  private boolean isWhole(Corner corner) {
    return corner.rows() == Tile.ROWS && corner.cols() == tile.cols();
  }

  private long bytes(Corner corner) {
    return (long) corner.cols() * type.bytes();
  }

  private long rowBytes() {
    return (long) tile.cols() * type.bytes();
  }
}
