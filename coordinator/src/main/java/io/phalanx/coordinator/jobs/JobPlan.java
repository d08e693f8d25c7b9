package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A checked job: every file looked at, every shape right, the work cut into phases.
///
/// @param request what was asked
/// @param operation the operation
/// @param params its checked parameters
/// @param inputs the input matrices; for a fill in place the matrix to fill
/// @param output shape of the matrix it writes; for a reduction the shape of its input
/// @param phases what is done, in order
public record JobPlan(
    JobRequest request,
    Operation operation,
    Params params,
    List<MatrixRef> inputs,
    Shape output,
    List<PhaseSpec> phases) {

  /// True if a new matrix is written.
  public boolean writesFile() {
    return request.output() != null && operation.family() != Family.REDUCTION;
  }

  /// Element types as kernels are bound to: those of the inputs, for a fill that of the output.
  public List<DType> types() {
    return operation.family() == Family.FILL
        ? List.of(output.dtype())
        : inputs.stream().map(MatrixRef::dtype).toList();
  }

  /// Tiles of all phases.
  public long tiles() {
    return phases.stream().mapToLong(phase -> phase.tiling().tileCount()).sum();
  }

  /// How the output is cut: into the units of its tiles, or, of a product, into rows of blocks.
  public Tiling outputTiling() {
    if (operation.family() == Family.PRODUCT) {
      return new Tiling(output.rows(), product().cut().blockRows());
    }
    return phases.getLast().tiling();
  }

  /// The product that is computed.
  ///
  /// @throws ClassCastException if it is another operation
  public PlannedProduct product() {
    return PlannedProduct.of(operation, params, inputs);
  }

  /// How far the output may be from a serial run of the scalar kernels, in units in the last place:
  /// what the operation allows, and what the statistics allow that it builds on.
  public double ulpAllowed() {
    double statistics =
        phases.stream()
            .filter(phase -> phase.role() == PhaseSpec.Role.STATISTIC)
            .mapToDouble(phase -> Operations.find(phase.operation(), 1).traits().ulpMax())
            .sum();
    return operation.traits().ulpMax() + statistics;
  }

  /// The earlier phase whose partial results a phase finishes; empty if it does something else.
  OptionalInt finishes(int phase) {
    PhaseSpec.Role role = phases.get(phase).role();
    boolean finishes = role == PhaseSpec.Role.FINISHED || role == PhaseSpec.Role.STATISTIC;
    return IntStream.range(0, finishes ? phase : 0)
        .filter(earlier -> phases.get(earlier).role() == PhaseSpec.Role.PARTIALS)
        .max();
  }

  /// True if the operation is a user's, whose arithmetic is for workers alone.
  boolean isUserKernel() {
    return !Operations.isBuiltIn(operation);
  }

  /// Number of phases.
  public int phaseCount() {
    return phases.size();
  }
}
