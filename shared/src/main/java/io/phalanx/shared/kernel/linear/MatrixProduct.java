package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/// Every product there is: sums of products, straight into their place in C, and what becomes of
/// them.
final class MatrixProduct implements Product {
  private static final int CHUNK = 1024;

  private final Formula formula;
  private final Sums sums;

  /// Sums of a chunk, and of a part in float32.
  private final Scratch chunk = new Scratch(CHUNK * (long) Double.BYTES);

  private final GrowingScratch narrow = new GrowingScratch();

  MatrixProduct(Formula formula, Blas blas) {
    this(formula, blas, false);
  }

  private MatrixProduct(Formula formula, Blas blas, boolean magnitudes) {
    this.formula = formula;
    this.sums = new Sums(formula, blas, magnitudes);
  }

  @Override
  public DType type() {
    return formula.type();
  }

  @Override
  public Shape shape(List<Sides> inputs) {
    return formula.factors().shape(inputs);
  }

  @Override
  public List<Sides> fitting(Sides first) {
    return formula.factors().fitting(first);
  }

  @Override
  public List<String> statistics() {
    return formula.statistics();
  }

  @Override
  public Product magnitudes() {
    Formula absolute =
        new Formula(formula.factors(), formula.statistics(), formula.finish().absolute(), type());
    return new MatrixProduct(absolute, new ScalarBlas(), true);
  }

  @Override
  public void multiply(Part part, Operands operands, Target target, Runnable signOfLife) {
    Corner corner = Corner.of(part, target, type());
    try {
      sums.add(part, operands, corner.block(), signOfLife);
      for (long row = part.firstRow(); row < part.limitRow(); row++) {
        formula.finish().apply(corner.run(row), operands);
      }
      if (part.mirrored()) {
        Mirror.write(target.rows(), part);
      }
    } finally {
      Reference.reachabilityFence(target);
    }
  }

  @Override
  public void sum(Part part, Operands operands, Target target, Runnable signOfLife) {
    Corner corner = Corner.of(part, target, DType.FLOAT64);
    try {
      if (type() == DType.FLOAT64) {
        sums.add(part, operands, corner.block(), signOfLife);
      } else {
        sumNarrow(part, operands, corner, signOfLife);
      }
      if (part.mirrored()) {
        Mirror.write(target.rows(), part);
      }
    } finally {
      Reference.reachabilityFence(target);
    }
  }

  private void sumNarrow(Part part, Operands operands, Corner corner, Runnable signOfLife) {
    long stride = part.limitCol() - part.firstCol();
    long bytes = (part.limitRow() - part.firstRow()) * stride * type().bytes();
    long address = narrow.address(bytes);
    Gemm.Block block = new Gemm.Block(address, stride, false);
    try {
      sums.add(part, operands, block, signOfLife);
      for (long row = part.firstRow(); row < part.limitRow(); row++) {
        long source = address + (row - part.firstRow()) * stride * type().bytes();
        Finish.Run run = corner.run(row);
        for (int j = 0; j < run.count(); j++) {
          Elements.putDouble(run.address(), j, Elements.getFloat(source, j));
        }
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void combine(Grid slabs, Operands operands, Target target) {
    long all = shape(sides(operands)).rows();
    Slabs from = new Slabs(Memory.addressOf(slabs.memory()), all, slabs.cols(), slabs.rows() / all);
    try {
      for (long i = 0; i < target.rows().rows(); i++) {
        combineRow(from, operands, target, i);
      }
    } finally {
      Reference.reachabilityFence(slabs);
      Reference.reachabilityFence(operands);
      Reference.reachabilityFence(target);
      Reference.reachabilityFence(this);
    }
  }

  private void combineRow(Slabs from, Operands operands, Target target, long index) {
    long row = target.firstRow() + index;
    long to = Memory.outputAddressOf(target.rows().memory());
    for (long j = 0; j < from.cols(); j += CHUNK) {
      int count = (int) Math.min(CHUNK, from.cols() - j);
      add(from, row * from.cols() + j, count);
      long address = to + (index * from.cols() + j) * type().bytes();
      store(address, count);
      formula.finish().apply(new Finish.Run(type(), address, row, j, count), operands);
    }
  }

  /// Matrices of sums, one below the other.
  private record Slabs(long address, long rows, long cols, long count) {
    long address(long slab, long index) {
      return address + (slab * rows * cols + index) * Double.BYTES;
    }
  }

  /// Adds the same piece of every slab, in their order.
  private void add(Slabs from, long index, int count) {
    long bytes = (long) count * Double.BYTES;
    MemorySegment.copy(Memory.ALL, from.address(0, index), Memory.ALL, chunk.address(), bytes);
    for (long slab = 1; slab < from.count(); slab++) {
      long next = from.address(slab, index);
      for (int j = 0; j < count; j++) {
        double sum = Elements.getDouble(chunk.address(), j) + Elements.getDouble(next, j);
        Elements.putDouble(chunk.address(), j, sum);
      }
    }
  }

  private void store(long target, int count) {
    for (int j = 0; j < count; j++) {
      double sum = Elements.getDouble(chunk.address(), j);
      if (type() == DType.FLOAT64) {
        Elements.putDouble(target, j, sum);
      } else {
        Elements.putFloat(target, j, (float) sum);
      }
    }
  }

  /// Where the first element of a part lies.
  private record Corner(Part part, long address, long stride, DType type) {
    static Corner of(Part part, Target target, DType type) {
      Grid rows = target.rows();
      boolean inside =
          part.firstRow() >= target.firstRow()
              && part.limitRow() <= target.firstRow() + rows.rows()
              && part.limitCol() <= rows.cols();
      if (!inside || rows.dtype() != type) {
        throw new IllegalArgumentException(
            "target does not fit: part="
                + part
                + ", firstRow="
                + target.firstRow()
                + ", rows="
                + rows.rows()
                + ", cols="
                + rows.cols()
                + ", dtype="
                + rows.dtype().label());
      }
      long index = (part.firstRow() - target.firstRow()) * rows.cols() + part.firstCol();
      long address = Memory.outputAddressOf(rows.memory()) + index * type.bytes();
      return new Corner(part, address, rows.cols(), type);
    }

    Gemm.Block block() {
      return new Gemm.Block(address, stride, false);
    }

    /// What the Blas writes of a row.
    Finish.Run run(long row) {
      long all = part.limitCol() - part.firstCol();
      long count = part.isTriangle() ? row - part.firstRow() + 1 : all;
      long at = address + (row - part.firstRow()) * stride * type.bytes();
      return new Finish.Run(type, at, row, part.firstCol(), (int) count);
    }
  }

  private static List<Sides> sides(Operands operands) {
    return operands.inputs().stream().map(grid -> new Sides(grid.rows(), grid.cols())).toList();
  }
}
