package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.matrix.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Shapes of matrices that are made for an operation.
final class RandomShapes {
  private RandomShapes() {}

  /// Factors of a product fit together; all other inputs are of one shape.
  ///
  /// @param params of the operation
  /// @param first shape of the first input
  static List<JobRecord.Shape> of(
      Operation operator, Map<String, String> params, JobRecord.Shape first) {
    List<JobRecord.Shape> same = Collections.nCopies(operator.inputs(), first);
    if (operator.family() != Family.PRODUCT) {
      return same;
    }
    Params checked = Params.check(operator.name(), operator.parameters(), params);
    List<DType> types = same.stream().map(JobRecord.Shape::dtype).toList();
    Product product = (Product) operator.kernels().scalar(checked, types);
    return product.fitting(new Sides(first.rows(), first.cols())).stream()
        .map(sides -> new JobRecord.Shape(sides.rows(), sides.cols(), first.dtype()))
        .toList();
  }
}
