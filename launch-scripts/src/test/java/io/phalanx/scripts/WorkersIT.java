package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many workers a cluster has changes nothing but the time.
class WorkersIT {
  private static final int[] WORKERS = {1, 2, 3, 7};
  private static final Shape SHAPE = new Shape(61, 517);

  /// Several tiles of a reduction, whose size is fixed.
  private static final Shape REDUCED = new Shape(301, 517);

  private static final Shape TALL = new Shape(30_011, 23);

  private static final List<String> AXES = List.of("all", "rows", "cols");

  /// Small, so that seven workers all have something to do.
  private static final String TILE_KIB = "16";

  @TempDir private Path root;

  @Test
  void shouldGiveTheSameBitsWhateverTheNumberOfWorkers() throws Exception {
    Map<String, String> expected = Map.of();
    for (int workers : WORKERS) {
      try (Phalanx phalanx = Phalanx.in(root.resolve(workers + " workers"))) {
        Map<String, String> fingerprints = fingerprints(phalanx, workers);
        if (expected.isEmpty()) {
          expected = fingerprints;
        }
        assertThat(fingerprints).as("%s workers", workers).isEqualTo(expected);
      }
    }
    assertThat(expected).hasSizeGreaterThan(2 * Operations.all().size());
  }

  /// What comes out of every operation, by its name and the input's type.
  private static Map<String, String> fingerprints(Phalanx phalanx, int workers)
      throws IOException, InterruptedException {
    Map<String, String> found = new LinkedHashMap<>();
    phalanx.start(workers);
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
        for (Operation operation : Operations.all()) {
          List<Path> inputs = inputs(phalanx, operation, dtype);
          if (operation.family() == Family.REDUCTION) {
            reduce(jobs, operation, inputs.getFirst(), found);
          } else {
            Path output = phalanx.file("out.npy");
            jobs.run(request(operation, dtype, inputs, output));
            found.put(name(operation, dtype.label()), Matrices.checksum(output));
          }
        }
      }
    }
    return found;
  }

  private static void reduce(
      JobClient jobs, Operation operation, Path input, Map<String, String> found) {
    for (String axis : AXES) {
      long[] bits =
          Arrays.stream(jobs.reduce(operation.name(), Map.of("axis", axis), input))
              .mapToLong(Double::doubleToRawLongBits)
              .toArray();
      found.put(name(operation, input.getFileName() + " " + axis), Arrays.toString(bits));
    }
  }

  private static JobRequest request(
      Operation operation, DType dtype, List<Path> inputs, Path output) {
    Map<String, String> options = new LinkedHashMap<>();
    if (operation.family() != Family.PRODUCT) {
      options.put(JobOptions.TILE_KIB, TILE_KIB);
    }
    if (inputs.isEmpty()) {
      options.put(JobOptions.SHAPE, SHAPE.toString());
      options.put(JobOptions.DTYPE, dtype.label());
    }
    List<String> paths = inputs.stream().map(Path::toString).toList();
    return new JobRequest(
        operation.name(), params(operation), paths, output.toString(), false, options);
  }

  private static Map<String, String> params(Operation operation) {
    Map<String, String> params = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.fallback() == null) {
        params.put(parameter.name(), parameter.name().equals("min") ? "-1.5" : "2.25");
      }
    }
    return params;
  }

  private static List<Path> inputs(Phalanx phalanx, Operation operation, DType dtype) {
    List<Path> inputs = new ArrayList<>();
    for (int i = 0; i < operation.inputs(); i++) {
      Shape shape =
          switch (operation.family()) {
            case REDUCTION -> REDUCED;
            case PRODUCT -> factor(operation, i);
            default -> SHAPE;
          };
      Path file = phalanx.file(dtype.label() + "-" + shape + "-" + i + ".npy");
      if (!file.toFile().exists()) {
        Matrices.write(file, dtype, shape, values(i));
      }
      inputs.add(file);
    }
    return inputs;
  }

  /// Sums of a product of one input are long, so that they are cut into slabs.
  private static Shape factor(Operation operation, int input) {
    if (operation.inputs() == 1) {
      return TALL;
    }
    return switch (input) {
      case 0 -> SHAPE;
      case 1 -> new Shape(SHAPE.cols(), operation.name().equals("matvec") ? 1 : SHAPE.rows());
      default -> new Shape(SHAPE.rows(), SHAPE.rows());
    };
  }

  /// Numbers whose sum depends on the order of addition, among them zeros of both signs.
  private static LongToDoubleFunction values(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return index -> {
      double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-20, 20));
      return random.nextInt(50) == 0 ? Math.copySign(0.0, value) : value;
    };
  }

  private static String name(Operation operation, String of) {
    return operation.name() + "/" + operation.inputs() + " of " + of;
  }
}
