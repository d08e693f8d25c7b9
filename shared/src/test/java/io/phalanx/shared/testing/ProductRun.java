package io.phalanx.shared.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.ProductCut;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One use of a product, computed in the tiles of a job, or in one piece by the scalar reference.
public record ProductRun(Operation operation, Params params, List<Grid> inputs) {
  private static final int OTHER_ROUNDINGS = 32;

  public static ProductRun of(String name, Map<String, String> params, Grid... inputs) {
    Operation operation = Operations.find(name, inputs.length);
    Params checked = Params.check(name, operation.parameters(), params);
    return new ProductRun(operation, checked, List.of(inputs));
  }

  /// In one piece, by the scalar kernel.
  public Grid expected() {
    return whole((Product) operation.kernels().scalar(params, types()));
  }

  /// In tiles, as its shape is cut.
  ///
  /// @param blas what multiplies; null for the kernel's own loops
  public Grid computed(@Nullable Blas blas) {
    return computed(blas, ProductCut.of(kernel(blas).shape(sides())));
  }

  /// In tiles of any cut.
  public Grid computed(@Nullable Blas blas, ProductCut cut) {
    Product product = kernel(blas);
    Shape shape = cut.shape();
    Grid output = Grids.random(shape.rows(), shape.cols(), product.type(), 99, true);
    if (cut.slabs() == 1) {
      for (int tile = 0; tile < cut.tiles(); tile++) {
        product.multiply(cut.part(tile), operands(product), new Target(output, 0), () -> {});
      }
      return output;
    }
    long slabRows = shape.rows();
    Grid sums = Grids.random(cut.slabs() * slabRows, shape.cols(), DType.FLOAT64, 98, true);
    for (int tile = 0; tile < cut.tiles(); tile++) {
      Part part = cut.part(tile);
      Grid slab = sums.rows(part.slab() * slabRows, (part.slab() + 1) * slabRows);
      product.sum(part, operands(product), new Target(slab, 0), () -> {});
    }
    for (long row = 0; row < slabRows; row += 7) {
      long limit = Math.min(slabRows, row + 7);
      product.combine(sums, operands(product), new Target(output.rows(row, limit), row));
    }
    return output;
  }

  /// Checks that a result is as near to the scalar one as the order of sums allows.
  public void assertClose(Grid found) {
    Product scalar = (Product) operation.kernels().scalar(params, types());
    Grid expected = whole(scalar);
    Grid magnitudes = whole(scalar.magnitudes());
    double unit = (found.dtype() == DType.FLOAT32 ? Math.ulp(1.0f) : Math.ulp(1.0)) / 2;
    double roundings = 2.0 * scalar.shape(sides()).depth() + OTHER_ROUNDINGS;
    for (long i = 0; i < expected.elements(); i++) {
      double wanted = Elements.get(expected.memory(), expected.dtype(), i);
      double is = Elements.get(found.memory(), found.dtype(), i);
      double bound =
          roundings * unit * Elements.get(magnitudes.memory(), magnitudes.dtype(), i)
              + roundings * Float.MIN_VALUE;
      boolean same = wanted == is || (Double.isNaN(wanted) && Double.isNaN(is));
      if (!same) {
        assertThat(Math.abs(wanted - is))
            .as("%s, element %d: wanted=%s, is=%s", this, i, wanted, is)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  @Override
  public String toString() {
    return operation.name() + params.asMap() + types() + sides();
  }

  private Product kernel(@Nullable Blas blas) {
    return (Product)
        (blas == null
            ? operation.kernels().vector(params, types())
            : operation.kernels().with(blas, params, types()));
  }

  private Grid whole(Product product) {
    Shape shape = product.shape(sides());
    Grid output = Grids.empty(shape.rows(), shape.cols(), product.type());
    product.multiply(
        Part.ofRows(shape, 0, shape.rows()), operands(product), new Target(output, 0), () -> {});
    return output;
  }

  private List<DType> types() {
    return inputs.stream().map(Grid::dtype).toList();
  }

  private List<Sides> sides() {
    return inputs.stream().map(grid -> new Sides(grid.rows(), grid.cols())).toList();
  }

  private Operands operands(Product product) {
    List<MemorySegment> statistics = new ArrayList<>();
    for (String name : product.statistics()) {
      statistics.add(name.equals("mean") ? means() : deviations());
    }
    return new Operands(inputs, statistics);
  }

  private MemorySegment means() {
    Grid input = inputs.getFirst();
    Grid means = Grids.empty(1, input.cols(), DType.FLOAT64);
    for (long j = 0; j < input.cols(); j++) {
      double sum = 0;
      for (long i = 0; i < input.rows(); i++) {
        sum += at(input, i, j);
      }
      means.memory().setAtIndex(ValueLayout.JAVA_DOUBLE, j, sum / input.rows());
    }
    return means.memory();
  }

  private MemorySegment deviations() {
    Grid input = inputs.getFirst();
    MemorySegment means = means();
    Grid deviations = Grids.empty(1, input.cols(), DType.FLOAT64);
    for (long j = 0; j < input.cols(); j++) {
      double mean = means.getAtIndex(ValueLayout.JAVA_DOUBLE, j);
      double sum = 0;
      for (long i = 0; i < input.rows(); i++) {
        sum += Math.pow(at(input, i, j) - mean, 2);
      }
      double deviation = Math.sqrt(sum / input.rows());
      deviations.memory().setAtIndex(ValueLayout.JAVA_DOUBLE, j, deviation);
    }
    return deviations.memory();
  }

  private static double at(Grid grid, long row, long col) {
    return Elements.get(grid.memory(), grid.dtype(), row * grid.cols() + col);
  }
}
