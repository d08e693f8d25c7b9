package io.phalanx.coordinator.jobs;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.ProductCut;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;

/// A matrix product over the inputs of a job.
///
/// @param kernel the scalar one, which knows what fits together
/// @param shape what comes out
public record PlannedProduct(Product kernel, Shape shape) {
  /// Binds the inputs.
  ///
  /// @throws IllegalArgumentException if they do not fit together
  public static PlannedProduct of(Operation operation, Params params, List<MatrixRef> inputs) {
    Product kernel =
        (Product)
            operation.kernels().scalar(params, inputs.stream().map(MatrixRef::dtype).toList());
    List<Sides> sides =
        inputs.stream().map(input -> new Sides(input.rows(), input.cols())).toList();
    return new PlannedProduct(kernel, kernel.shape(sides));
  }

  /// How it is cut into tiles.
  public ProductCut cut() {
    return ProductCut.of(shape);
  }
}
