package io.phalanx.coordinator.jobs;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.Reduction.Partials;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Combines the partial results of a finished phase, in tile order.
///
/// @param reduction the kernel that left them; null where workers have combined them
/// @param axis what was reduced: `all`, `rows` or `cols`; rows are for workers to finish
/// @param input shape of the reduced matrix
/// @param tiles number of tiles
/// @param partials what the tiles left
record ReductionResults(
    @Nullable Reduction reduction, String axis, MatrixRef input, int tiles, NumberFile partials) {

  static ReductionResults of(PhaseSpec phase, MatrixRef input, NumberFile partials) {
    Operation operation = Operations.find(phase.operation(), 1);
    Params params = Params.check(operation.name(), operation.parameters(), phase.params());
    // Scalar and vector kernel share the meaning of partials and how they combine; this process has
    // no Vector API.
    Reduction reduction = (Reduction) operation.kernels().scalar(params, List.of(input.dtype()));
    return new ReductionResults(
        reduction, params.word("axis"), input, phase.tiling().tileCount(), partials);
  }

  /// Results that workers have finished.
  static ReductionResults finished(PhaseSpec phase, MatrixRef input, NumberFile results) {
    String axis = Objects.requireNonNull(phase.params().get("axis"));
    return new ReductionResults(null, axis, input, phase.tiling().tileCount(), results);
  }

  /// Number of results.
  long count() {
    return switch (axis) {
      case "rows" -> input.rows();
      case "cols" -> input.cols();
      default -> 1;
    };
  }

  /// True where the partials are the results.
  boolean areFinished() {
    return reduction == null;
  }

  /// Result by index: of row, of column, or index 0 of the whole matrix.
  LongToDoubleFunction values() {
    Reduction combining = reduction;
    if (combining == null) {
      return partials::get;
    }
    int slots = combining.slots();
    return axis.equals("cols")
        ? column -> combining.finish(new Column(column, slots), input.rows())
        : index -> combining.finish(new Tiles(slots), input.rows() * input.cols());
  }

  /// The partials of one column, one per band: slot-major within a band.
  private final class Column implements Partials {
    private final long column;
    private final int slots;

    Column(long column, int slots) {
      this.column = column;
      this.slots = slots;
    }

    @Override
    public long count() {
      return tiles;
    }

    @Override
    public double value(long band, int slot) {
      return partials.get((band * slots + slot) * input.cols() + column);
    }
  }

  /// The partials of the whole matrix, one per tile.
  private final class Tiles implements Partials {
    private final int slots;

    Tiles(int slots) {
      this.slots = slots;
    }

    @Override
    public long count() {
      return tiles;
    }

    @Override
    public double value(long tile, int slot) {
      return partials.get(tile * slots + slot);
    }
  }
}
