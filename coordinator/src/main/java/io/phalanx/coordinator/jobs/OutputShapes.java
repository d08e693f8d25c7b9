package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;

/// The shape that comes out of an operation, and whether those that go in fit together.
final class OutputShapes {
  private OutputShapes() {}

  /// The shape of the output; for a reduction that of its input.
  ///
  /// @throws IllegalArgumentException if the inputs do not fit together
  static Shape of(Operation operation, Params params, List<MatrixRef> inputs, JobRequest request) {
    List<DType> types = inputs.stream().map(MatrixRef::dtype).toList();
    return switch (operation.family()) {
      case FILL -> inputs.isEmpty() ? filled(operation, request) : shape(inputs.getFirst());
      case REDUCTION -> shape(inputs.getFirst());
      case ELEMENTS -> {
        requireSameShape(operation, inputs);
        yield new Shape(
            inputs.getFirst().rows(), inputs.getFirst().cols(), operation.outputType(types));
      }
      case ROWS, COLUMNS ->
          new Shape(
              inputs.getFirst().rows(), inputs.getFirst().cols(), operation.outputType(types));
      case TRANSPOSE ->
          new Shape(
              inputs.getFirst().cols(), inputs.getFirst().rows(), operation.outputType(types));
      case PRODUCT -> product(operation, params, inputs);
    };
  }

  private static Shape shape(MatrixRef matrix) {
    return new Shape(matrix.rows(), matrix.cols(), matrix.dtype());
  }

  private static Shape filled(Operation operation, JobRequest request) {
    String shape = request.options().get(JobOptions.SHAPE);
    if (shape == null) {
      throw new IllegalArgumentException(
          "no shape: operation=" + operation.name() + "; give --shape ROWSxCOLS");
    }
    String dtype = request.options().getOrDefault(JobOptions.DTYPE, DType.FLOAT64.label());
    return JobOptions.shape(shape, dtype);
  }

  private static void requireSameShape(Operation operation, List<MatrixRef> inputs) {
    MatrixRef first = inputs.getFirst();
    for (MatrixRef other : inputs) {
      if (other.rows() != first.rows() || other.cols() != first.cols()) {
        throw new IllegalArgumentException(
            "shapes differ: operation=" + operation.name() + ", " + named(inputs));
      }
    }
  }

  private static Shape product(Operation operation, Params params, List<MatrixRef> inputs) {
    try {
      PlannedProduct product = PlannedProduct.of(operation, params, inputs);
      return new Shape(product.shape().rows(), product.shape().cols(), product.kernel().type());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage()
              + ", operation="
              + operation.name()
              + ", "
              + named(inputs)
              + "; look at them with phalanx matrix info; --param transa=true transposes the first",
          e);
    }
  }

  private static String named(List<MatrixRef> inputs) {
    return inputs.stream()
        .map(input -> input.path() + "=" + input.rows() + "x" + input.cols())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
