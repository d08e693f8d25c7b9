package io.phalanx.shared.protocol;

import io.phalanx.shared.matrix.Tiling;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One phase of a job, complete enough that a worker which never heard of the job can join in.
///
/// @param jobId the job
/// @param phase which phase of the job, from 0
/// @param round how often this phase has been ordered, from 0; it is ordered again when a lost
///   worker's tiles are free
/// @param operation name of the operation
/// @param params its checked parameters, every default filled in
/// @param inputs the matrices it reads
/// @param output the matrix it writes; null in place and for reductions
/// @param inPlace true if the first input is overwritten
/// @param tiling how the work is cut into tiles; what a unit is, is for the operation to say
/// @param files the files that the workers share
/// @param kernels the jars that have the operation, where it is not a built-in one
public record PhasePlan(
    String jobId,
    int phase,
    int round,
    String operation,
    Map<String, String> params,
    List<MatrixRef> inputs,
    @Nullable MatrixRef output,
    boolean inPlace,
    Tiling tiling,
    PhasePaths files,
    List<KernelJarRef> kernels) {
  /// Copies the collections; the map is kept in order of its keys.
  public PhasePlan {
    params = SortedCopy.of(params);
    inputs = List.copyOf(inputs);
    kernels = List.copyOf(kernels);
    KernelJarRef.requireFew(kernels.size());
    if (phase < 0 || round < 0) {
      throw new IllegalArgumentException(
          "phase out of range: jobId=" + jobId + ", phase=" + phase + ", round=" + round);
    }
  }
}
