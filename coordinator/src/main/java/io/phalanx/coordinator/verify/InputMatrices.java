package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.MatrixRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The input matrices of a job, mapped for reading.
///
/// @param files what is mapped, in the order of the inputs
record InputMatrices(List<SharedMatrix> files) implements AutoCloseable {
  static InputMatrices open(JobPlan plan) {
    InputMatrices inputs = new InputMatrices(new ArrayList<>());
    try {
      for (MatrixRef ref : plan.inputs()) {
        inputs.files.add(SharedMatrix.open(Path.of(ref.path()), Access.READ));
        requireUnchanged(ref, inputs.files.getLast().grid());
      }
      return inputs;
    } catch (RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  List<Grid> grids() {
    return files.stream().map(SharedMatrix::grid).toList();
  }

  /// The same elements, of which those that work in place destroys are copied.
  ///
  /// The file that is overwritten may be the second input as well.
  List<Grid> gridsCopied(ScratchFiles scratch) {
    Path overwritten = files.getFirst().path();
    Grid original = files.getFirst().grid();
    Grid copy = scratch.allocate(original.dtype(), original.rows(), original.cols());
    copy.memory().copyFrom(original.memory());
    return files.stream()
        .map(file -> isSame(file.path(), overwritten) ? copy : file.grid())
        .toList();
  }

  @Override
  public void close() {
    files.forEach(SharedMatrix::close);
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(SharedBlock.fileOf(a), SharedBlock.fileOf(b));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compare files: a=" + a + ", b=" + b, e);
    }
  }

  private static void requireUnchanged(MatrixRef ref, Grid grid) {
    if (grid.rows() != ref.rows() || grid.cols() != ref.cols() || grid.dtype() != ref.dtype()) {
      throw new IllegalStateException(
          "the input changed since the job was planned: file="
              + ref.path()
              + ", planned="
              + ref.rows()
              + "x"
              + ref.cols()
              + " "
              + ref.dtype().label()
              + ", found="
              + grid.rows()
              + "x"
              + grid.cols()
              + " "
              + grid.dtype().label());
    }
  }
}
