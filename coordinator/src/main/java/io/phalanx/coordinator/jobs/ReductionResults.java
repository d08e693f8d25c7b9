package io.phalanx.coordinator.jobs;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.Reduction.Partials;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/// Combines the partial results of a finished phase, in tile order.
///
/// @param reduction the kernel that left them
/// @param axis what was reduced: `all`, `rows` or `cols`
/// @param input shape of the reduced matrix
/// @param tiles number of tiles
/// @param partials what the tiles left
record ReductionResults(
    Reduction reduction, String axis, MatrixRef input, int tiles, NumberFile partials) {

  static ReductionResults of(PhaseSpec phase, MatrixRef input, NumberFile partials) {
    Operation operation = Operations.find(phase.operation(), 1);
    Params params = Params.check(operation.name(), operation.parameters(), phase.params());
    // Scalar and vector kernel share the meaning of partials and how they combine; this process has
    // no Vector API.
    Reduction reduction = (Reduction) operation.kernels().scalar(params, List.of(input.dtype()));
    return new ReductionResults(
        reduction, params.word("axis"), input, phase.tiling().tileCount(), partials);
  }

  /// Number of results.
  long count() {
    return switch (axis) {
      case "rows" -> input.rows();
      case "cols" -> input.cols();
      default -> 1;
    };
  }

  /// Result by index: of row, of column, or index 0 of the whole matrix.
  LongToDoubleFunction values() {
    return switch (axis) {
      // Workers finish whole rows themselves.
      case "rows" -> partials::get;
      case "cols" -> column -> reduction.finish(new Column(column), input.rows());
      default -> index -> reduction.finish(new Tiles(), input.rows() * input.cols());
    };
  }

  /// The partials of one column, one per band: slot-major within a band.
  private final class Column implements Partials {
    private final long column;

    Column(long column) {
      this.column = column;
    }

    @Override
    public long count() {
      return tiles;
    }

    @Override
    public double value(long band, int slot) {
      return partials.get((band * reduction.slots() + slot) * input.cols() + column);
    }
  }

  /// The partials of the whole matrix, one per tile.
  private final class Tiles implements Partials {
    @Override
    public long count() {
      return tiles;
    }

    @Override
    public double value(long tile, int slot) {
      return partials.get(tile * reduction.slots() + slot);
    }
  }
}
