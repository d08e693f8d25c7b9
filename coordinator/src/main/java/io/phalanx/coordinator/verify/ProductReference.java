package io.phalanx.coordinator.verify;

import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// Whole rows of a product, and how far a BLAS, which sums in an order of its own, may be from
/// them.
///
/// Each of two sums of n products lies within `n u Σ|a||b|` of the exact one, where u is half a
/// unit in the last place of 1; some roundings more are for what is done before and after summing.
///
/// @param product the scalar kernel
record ProductReference(Product product, Operands operands, Shape shape) implements Reference {
  private static final int OTHER_ROUNDINGS = 32;

  @Override
  public void compute(long first, long limit, MemorySegment target) {
    rows(product, first, limit, target);
  }

  @Override
  public Reference bounds() {
    Product magnitudes = product.magnitudes();
    DType type = product.type();
    double unit = (type == DType.FLOAT32 ? Math.ulp(1.0f) : Math.ulp(1.0)) / 2;
    double roundings = 2.0 * shape.depth() + OTHER_ROUNDINGS;
    // Every rounding of a tiny number may lose half of the smallest one.
    double tiny = roundings * (type == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE);
    return (first, limit, target) -> {
      rows(magnitudes, first, limit, target);
      for (long i = 0; i < target.byteSize() / type.bytes(); i++) {
        double bound = roundings * unit * Elements.get(target, type, i) + tiny;
        Elements.put(target, type, i, bound);
      }
    };
  }

  private void rows(Product kernel, long first, long limit, MemorySegment target) {
    Grid rows = new Grid(target, limit - first, shape.cols(), kernel.type());
    kernel.multiply(Part.ofRows(shape, first, limit), operands, new Target(rows, first), () -> {});
  }
}
