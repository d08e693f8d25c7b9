package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.bench.MemoryLimit;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a job of a sweep finds its matrices: what it would change is a copy in a folder that goes.
///
/// @param operation what is done
/// @param params its parameters
/// @param jars that have it, where it is not built in
/// @param folder for what is made
public record JobPlace(
    Operation operation, Map<String, String> params, List<KernelJarRef> jars, Path folder) {
  /// The job over a user's matrices, which it never changes.
  ///
  /// @throws IllegalArgumentException if it would have to copy what is no file
  public JobWork over(List<Path> inputs) {
    String title = operation.name() + ", " + inputs.getFirst().getFileName();
    if (overwrites(operation) && SharedBlock.isName(inputs.getFirst())) {
      throw new IllegalArgumentException(
          "an operation in place is measured on a copy, and shared memory has none: input="
              + inputs.getFirst()
              + "; measure a .npy file of its shape");
    }
    return work(title, inputs, List.of());
  }

  /// The job over matrices of normal random numbers.
  ///
  /// @param shapes of its inputs; of a fill that of its output
  public JobWork overRandom(List<JobRecord.Shape> shapes, long seed) {
    JobRecord.Shape first = shapes.getFirst();
    String title =
        operation.name() + ", " + first.rows() + "x" + first.cols() + " " + first.dtype().label();
    List<Path> inputs = new ArrayList<>();
    List<JobRequest> fills = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Path file = folder.resolve("input-" + i + ".npy");
      make(file, shapes.get(i));
      inputs.add(file);
      Map<String, String> seeded = Map.of("seed", String.valueOf(seed + i));
      fills.add(new JobRequest("randn", seeded, List.of(file.toString()), null, true, Map.of()));
    }
    if (operation.family() == Family.FILL) {
      return new JobWork(title, request(inputs, null, true), List.of(), null, false);
    }
    return work(title, inputs, fills);
  }

  /// How a job of an operation moves bytes; empty where memory is not what it could wait for.
  public static Optional<MemoryLimit.Stream> stream(Operation operation) {
    return switch (operation.family()) {
      case REDUCTION -> Optional.of(MemoryLimit.Stream.READ);
      case ELEMENTS, ROWS, COLUMNS ->
          Optional.of(overwrites(operation) ? MemoryLimit.Stream.UPDATE : MemoryLimit.Stream.COPY);
      case TRANSPOSE -> Optional.of(MemoryLimit.Stream.COPY);
      case FILL, PRODUCT -> Optional.empty();
    };
  }

  private JobWork work(String title, List<Path> inputs, List<JobRequest> fills) {
    if (operation.family() == Family.REDUCTION) {
      return new JobWork(title, request(inputs, null, false), fills, null, false);
    }
    if (!overwrites(operation)) {
      Path output = folder.resolve("output.npy");
      return new JobWork(title, request(inputs, output, false), fills, null, false);
    }
    List<Path> changed = new ArrayList<>(inputs);
    changed.set(0, folder.resolve("changed.npy"));
    return new JobWork(
        title,
        request(changed, null, true),
        fills,
        inputs.getFirst(),
        !operation.traits().idempotent());
  }

  /// In place where it can: so `run` does it where nobody says otherwise.
  private static boolean overwrites(Operation operation) {
    return operation.traits().inPlace() && operation.family() != Family.REDUCTION;
  }

  private JobRequest request(List<Path> inputs, @Nullable Path output, boolean inPlace) {
    return new JobRequest(
        operation.name(),
        params,
        inputs.stream().map(Path::toString).toList(),
        output == null ? null : output.toString(),
        inPlace,
        Map.of(),
        jars);
  }

  private static void make(Path file, JobRecord.Shape shape) {
    try (NewMatrix matrix = NewMatrix.create(file, shape.dtype(), shape.rows(), shape.cols())) {
      matrix.commit();
    }
  }
}
