package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Products by blocks that fit the caches, around a [Tile]: what is used where no library is.
///
/// The order of the blocks is that of Goto, van de Geijn, Anatomy of high-performance matrix
/// multiplication (2008). B is packed anew in every call, which pays from some hundred rows of A
/// on. Every element is one chain of `fma` for k ascending, so that the bits are the same on every
/// machine.
final class JavaBlas implements Blas {
  /// Columns of a triangle that are computed together, down from the diagonal.
  private static final int TRIANGLE_COLS = 96;

  private final DType type;
  private final Tile tile;
  private final Panels panels;

  /// One tile of C.
  private final Scratch buffer;

  /// @param type element type of every product
  JavaBlas(DType type) {
    this.type = type;
    tile = type == DType.FLOAT32 ? new FloatTile() : new DoubleTile();
    panels = new Panels(tile, type);
    buffer = new Scratch((long) Tile.ROWS * tile.cols() * type.bytes());
  }

  @Override
  public void multiply(Gemm product) {
    if (product.type() != type) {
      throw new IllegalArgumentException("wrong type: dtype=" + product.type() + ", is=" + type);
    }
    int rows = product.extent().rows();
    int cols = product.extent().cols();
    try {
      if (cols == 1 && rows > 1 && product.c().stride() == 1) {
        multiply(turned(product), new Span(0, 1), new Span(0, rows));
        return;
      }
      if (!product.triangle()) {
        multiply(product, new Span(0, rows), new Span(0, cols));
        return;
      }
      for (int j = 0; j < cols; j += TRIANGLE_COLS) {
        multiply(product, new Span(j, rows - j), Span.of(j, TRIANGLE_COLS, cols));
      }
    } finally {
      Reference.reachabilityFence(this); // owns the scratch memory of the loops
    }
  }

  /// A column as the row that it is in memory, which wastes less of a tile.
  private static Gemm turned(Gemm product) {
    Gemm.Extent extent = product.extent();
    Gemm.Block c = product.c();
    return new Gemm(
        product.type(),
        new Gemm.Extent(1, extent.rows(), extent.depth()),
        turned(product.b()),
        turned(product.a()),
        new Gemm.Block(c.address(), extent.rows(), false),
        product.adds(),
        false);
  }

  private static Gemm.Block turned(Gemm.Block block) {
    return new Gemm.Block(block.address(), block.stride(), !block.transposed());
  }

  private void multiply(Gemm product, Span rows, Span cols) {
    int depth = product.extent().depth();
    for (Span columns : cols.pieces(Panels.COLS_MAX)) {
      for (Span inner : new Span(0, depth).pieces(Panels.DEPTH_MAX)) {
        panels.packB(product.b(), inner, columns);
        boolean zero = inner.first() == 0 && !product.adds();
        for (Span band : rows.pieces(Panels.ROWS_MAX)) {
          panels.packA(product.a(), band, inner);
          multiplyBlock(product.c(), band, columns, new Step(inner.size(), zero));
        }
      }
    }
  }

  /// Some k of a block of C.
  ///
  /// @param depth how many
  /// @param zero true if C is not read before
  private record Step(int depth, boolean zero) {}

  private void multiplyBlock(Gemm.Block c, Span rows, Span cols, Step step) {
    long first = rows.first() * c.stride() + cols.first();
    long address = c.address() + first * type.bytes();
    long strideBytes = c.stride() * type.bytes();
    int size = step.depth();
    for (int j = 0; j < cols.size(); j += tile.cols()) {
      int width = Math.min(tile.cols(), cols.size() - j);
      for (int i = 0; i < rows.size(); i += Tile.ROWS) {
        int height = Math.min(Tile.ROWS, rows.size() - i);
        Corner corner =
            new Corner(
                address + i * strideBytes + (long) j * type.bytes(), strideBytes, height, width);
        load(corner, step.zero());
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
