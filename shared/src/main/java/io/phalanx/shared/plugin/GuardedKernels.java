package io.phalanx.shared.plugin;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.Supplier;

/// Makes the kernels of a user's operation, whatever goes wrong in that: a class that cannot be
/// initialised must not end the coordinator.
///
/// @param kernels makes them
/// @param family what they must be
/// @param where the operation and its jar, for people
record GuardedKernels(Kernels kernels, Family family, String where) implements Kernels {
  @Override
  public Kernel vector(Params params, List<DType> types) {
    return guarded(() -> kernels.vector(params, types));
  }

  @Override
  public Kernel scalar(Params params, List<DType> types) {
    return guarded(() -> kernels.scalar(params, types));
  }

  private Kernel guarded(Supplier<Kernel> maker) {
    Kernel kernel;
    try {
      kernel = maker.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "parameters are refused: " + where + ", cause=" + Cause.message(e), e);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw new PhalanxException(
          Category.JOB, "kernel cannot be made: " + where + ", cause=" + Cause.of(e), e);
    }
    if (!fits(kernel)) {
      throw new PhalanxException(
          Category.JOB,
          "kernel is not of its family: "
              + where
              + ", family="
              + family
              + ", kernel="
              + kernel.getClass().getName());
    }
    return kernel;
  }

  private boolean fits(Kernel kernel) {
    return switch (family) {
      case ELEMENTS -> kernel instanceof ElementMap;
      case ROWS -> kernel instanceof RowMap;
      case COLUMNS -> kernel instanceof ColumnMap;
      case FILL -> kernel instanceof Fill;
      case REDUCTION -> kernel instanceof Reduction;
      default -> false;
    };
  }
}
