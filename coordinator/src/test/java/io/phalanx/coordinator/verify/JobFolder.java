package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobPlanner;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A folder with the matrices of one job, whatever its operation.
///
/// @param root the folder
record JobFolder(Path root) {
  private static final long INNER = 17;

  /// Plans a job whose output has this shape.
  ///
  /// @param writer makes an input
  JobPlan outOfPlace(Operation operation, Shape shape, BiFunction<Path, Shape, Path> writer) {
    List<Path> inputs = new ArrayList<>();
    for (Shape input : inputShapes(operation, shape)) {
      inputs.add(writer.apply(input(inputs.size()), input));
    }
    return plan(operation, inputs, shape);
  }

  /// Plans a job over a matrix of this shape.
  JobPlan inPlace(Operation operation, Shape shape) {
    List<Path> inputs = new ArrayList<>();
    while (inputs.size() < Math.max(1, operation.inputs())) {
      inputs.add(MatrixFixture.plain(input(inputs.size()), shape));
    }
    return plan(operation, inputs, null);
  }

  /// Plans a reduction.
  JobPlan reduction(String name, String axis, Path input) {
    Map<String, String> params = Map.of("axis", axis);
    return new JobPlanner(256)
        .plan(new JobRequest(name, params, List.of(input.toString()), null, false, Map.of()));
  }

  /// @param output shape of the output; null in place
  JobPlan plan(Operation operation, List<Path> inputs, @Nullable Shape output) {
    Map<String, String> options = new TreeMap<>();
    if (operation.family() != Family.PRODUCT) {
      options.put(JobOptions.TILE_KIB, "4");
    }
    if (output != null && operation.family() == Family.FILL) {
      options.put(JobOptions.SHAPE, output.rows() + "x" + output.cols());
      options.put(JobOptions.DTYPE, output.dtype().label());
    }
    JobRequest request =
        new JobRequest(
            operation.name(),
            params(operation),
            inputs.stream().map(Path::toString).toList(),
            output == null ? null : root.resolve("out.npy").toString(),
            output == null,
            options);
    return new JobPlanner(256).plan(request);
  }

  /// The input of this number, from 0.
  Path input(int number) {
    return root.resolve("in-" + number + ".npy");
  }

  /// What the job writes.
  Path output(JobPlan plan) {
    return plan.request().inPlace() ? input(0) : root.resolve("out.npy");
  }

  JobFiles files() {
    return new JobFiles(root);
  }

  RanJob ran(JobPlan plan) {
    return new RanJob(plan, files());
  }

  /// Checks a job that has run.
  Verdict verdict(JobPlan plan, Extent extent, JobRecord job) {
    try (Verification verification = Verification.prepare(plan, extent, root)) {
      return verification.check(job, files());
    }
  }

  private static List<Shape> inputShapes(Operation operation, Shape output) {
    return switch (operation.family()) {
      case FILL -> List.of();
      case PRODUCT -> productShapes(operation, output);
      case TRANSPOSE ->
          List.of(new Shape(/* rows= */ output.cols(), /* cols= */ output.rows(), output.dtype()));
      case ELEMENTS, ROWS, COLUMNS, REDUCTION -> Collections.nCopies(operation.inputs(), output);
    };
  }

  /// Of a vector the output is as long as it has rows; of one input it is as wide as that.
  private static List<Shape> productShapes(Operation operation, Shape output) {
    if (operation.inputs() == 1) {
      return List.of(new Shape(INNER, output.cols(), output.dtype()));
    }
    long cols = operation.name().equals("matvec") ? 1 : output.cols();
    List<Shape> shapes =
        List.of(
            new Shape(output.rows(), INNER, output.dtype()),
            new Shape(INNER, cols, output.dtype()),
            output);
    return shapes.subList(0, operation.inputs());
  }

  private static Map<String, String> params(Operation operation) {
    Map<String, String> params = new TreeMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.fallback() == null) {
        params.put(parameter.name(), parameter.name().equals("min") ? "-1" : "1");
      }
    }
    return params;
  }
}
