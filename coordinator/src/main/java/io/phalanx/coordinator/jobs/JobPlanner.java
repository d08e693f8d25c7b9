package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.plugin.KernelSets;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.MatrixRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Turns what a client asks for into a plan, or says what is wrong with it.
///
/// The command line plans too, before it starts anything, so that bad input is refused at once.
public final class JobPlanner {
  private final int tileKibDefault;

  /// @param tileKibDefault size of a tile where the request names none
  public JobPlanner(int tileKibDefault) {
    this.tileKibDefault = tileKibDefault;
  }

  /// Plans a job.
  ///
  /// @throws IllegalArgumentException if the request is at fault; the message says what to try
  public JobPlan plan(JobRequest request) {
    JobOptions.check(request.options());
    List<Operation> known = KernelSets.of(request.kernels()).operations();
    Operation operation = Operations.find(known, request.operation(), request.inputs().size());
    Params params = Params.check(operation.name(), operation.parameters(), request.params());
    List<MatrixRef> inputs = request.inputs().stream().map(JobPlanner::look).toList();
    Shape shape = OutputShapes.of(operation, params, inputs, request);
    requireTarget(operation, request);
    if (request.inPlace()) {
      requireInPlace(operation, inputs.getFirst(), shape);
    }
    PhasePlanner phases = new PhasePlanner(operation, params, tileBytes(request, operation));
    JobPlan plan =
        new JobPlan(request, operation, params, inputs, shape, phases.plan(inputs, shape));
    // Binding shows now what the workers would find: parameters that contradict each other.
    operation.kernels().scalar(params, plan.types());
    return plan;
  }

  private static MatrixRef look(String path) {
    NpyHeader header = NpyHeader.read(Path.of(path));
    return new MatrixRef(path, header.dataOffset(), header.rows(), header.cols(), header.dtype());
  }

  private long tileBytes(JobRequest request, Operation operation) {
    String text = request.options().get(JobOptions.TILE_KIB);
    if (text == null) {
      return (long) tileKibDefault << 10;
    }
    if (operation.family() == Family.REDUCTION || operation.family() == Family.PRODUCT) {
      throw new IllegalArgumentException(
          "tile size is fixed for a "
              + operation.family().name().toLowerCase(Locale.ROOT)
              + ": operation="
              + operation.name()
              + ", tile-kib="
              + text
              + "; its tiles depend on the shape alone, so that every setting gives the same bits");
    }
    return (long) JobOptions.integer(JobOptions.TILE_KIB, text, 4, 1 << 20) << 10;
  }

  private static void requireTarget(Operation operation, JobRequest request) {
    String output = request.output();
    if (request.inPlace() && request.inputs().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to overwrite: operation="
              + operation.name()
              + ", in-place=true; name the matrix, or give --out FILE.npy");
    }
    if (output == null) {
      if (!request.inPlace() && operation.family() != Family.REDUCTION) {
        throw new IllegalArgumentException(
            "no target: operation="
                + operation.name()
                + "; give --out FILE.npy"
                + (operation.traits().inPlace() ? " or --in-place" : ""));
      }
      return;
    }
    if (request.inPlace()) {
      throw new IllegalArgumentException(
          "two targets: out=" + output + ", in-place=true; give one of --out and --in-place");
    }
    Path target = Path.of(output);
    if (SharedBlock.isName(target)) {
      throw new IllegalArgumentException(
          "a block of shared memory is no new file: out=" + output + "; overwrite it --in-place");
    }
    Path folder = target.getParent();
    if (Files.isDirectory(target) || folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "cannot write there: out=" + output + "; name a file in a folder that exists");
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "cannot write there: out=" + output + ", folder not writable=" + folder);
    }
    for (String input : request.inputs()) {
      if (WatchedFile.isSame(target, Path.of(input))) {
        throw new IllegalArgumentException(
            "output is an input: out=" + output + "; use --in-place to overwrite it");
      }
    }
  }

  private static void requireInPlace(Operation operation, MatrixRef input, Shape output) {
    if (!operation.traits().inPlace()) {
      throw new IllegalArgumentException(
          "not possible in place: operation=" + operation.name() + "; give --out FILE.npy");
    }
    if (!input.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "integers are inputs only: file="
              + input.path()
              + ", dtype="
              + input.dtype().label()
              + "; give --out FILE.npy, which will be float64");
    }
    if (input.dtype() != output.dtype()) {
      throw new IllegalArgumentException(
          "result does not fit in place: file="
              + input.path()
              + ", dtype="
              + input.dtype().label()
              + ", result="
              + DType.FLOAT64.label()
              + "; give --out FILE.npy");
    }
    if (!Files.isWritable(SharedBlock.fileOf(Path.of(input.path())))) {
      throw new IllegalArgumentException(
          "file is read-only: file=" + input.path() + "; chmod u+w it, or give --out FILE.npy");
    }
  }
}
