package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.ProductCut;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Cuts an operation into phases and each phase into tiles.
///
/// @param operation what is done
/// @param params its checked parameters
/// @param tileBytes wanted size of a tile; reductions and products ignore it
record PhasePlanner(Operation operation, Params params, long tileBytes) {
  /// Size of a tile of a reduction: fixed, so that its bits depend on the shape alone.
  private static final long REDUCTION_TILE_BYTES = 256 << 10;

  /// A transpose reads a column per output row: fewer than a cache line of them wastes what it
  /// reads.
  private static final long TRANSPOSE_ROWS_MIN = 64;

  /// Results that a worker finishes at a time.
  private static final long RESULTS_PER_TILE = 1024;

  private static final long RESULT_TILES_MAX = 1024;

  /// Partial results that the coordinator combines itself, in less time than a phase takes.
  private static final long COMBINED_NUMBERS_MAX = 1 << 14;

  List<PhaseSpec> plan(List<MatrixRef> inputs, Shape output) {
    return switch (operation.family()) {
      case ELEMENTS, FILL ->
          List.of(
              writing(
                  Tiling.elements(
                      output.rows() * output.cols(), output.dtype().bytes(), tileBytes)));
      case ROWS -> List.of(writing(wholeRows(output)));
      case COLUMNS -> columnPhases(inputs, output);
      case PRODUCT -> productPhases(inputs, output);
      case TRANSPOSE -> List.of(writing(transposeRows(output)));
      case REDUCTION -> reductionPhases(inputs.getFirst());
    };
  }

  private List<PhaseSpec> columnPhases(List<MatrixRef> inputs, Shape output) {
    List<DType> types = inputs.stream().map(MatrixRef::dtype).toList();
    ColumnMap map = (ColumnMap) operation.kernels().scalar(params, types);
    List<PhaseSpec> phases = statistics(map.statistics(), inputs.getFirst());
    phases.add(writing(wholeRows(output)));
    return phases;
  }

  /// A product in slabs takes two phases: one for the sums of every slab, one that adds them up.
  private List<PhaseSpec> productPhases(List<MatrixRef> inputs, Shape output) {
    PlannedProduct product = PlannedProduct.of(operation, params, inputs);
    List<PhaseSpec> phases = statistics(product.kernel().statistics(), inputs.getFirst());
    ProductCut cut = product.cut();
    Tiling tiles = new Tiling(cut.tiles(), 1);
    if (cut.slabs() == 1) {
      phases.add(writing(tiles));
      return phases;
    }
    long numbers = Math.multiplyExact(cut.slabs(), cut.sumsPerSlab());
    phases.add(new PhaseSpec(operation.name(), params.asMap(), tiles, numbers, Role.SUMS));
    long rowBytes = cut.slabs() * output.cols() * Double.BYTES;
    phases.add(writing(Tiling.rows(output.rows(), rowBytes, REDUCTION_TILE_BYTES)));
    return phases;
  }

  /// One phase over the matrix, since the partials of the last statistic hold all of them, and one
  /// for each statistic that is had from those.
  private static List<PhaseSpec> statistics(List<String> names, MatrixRef input) {
    List<PhaseSpec> phases = new ArrayList<>();
    if (!names.isEmpty()) {
      Operation last = Operations.find(names.getLast(), 1);
      phases.add(reducing(last, perColumn(last), input, Role.PARTIALS));
    }
    for (String name : names) {
      Operation statistic = Operations.find(name, 1);
      phases.add(finishing(statistic, perColumn(statistic), input.cols(), Role.STATISTIC));
    }
    return phases;
  }

  private static Params perColumn(Operation statistic) {
    return Params.check(statistic.name(), statistic.parameters(), Map.of("axis", "cols"));
  }

  /// One phase where a tile has all of what it reduces, or where few numbers are left, which the
  /// coordinator combines. Elsewhere, and always for a user's reduction, workers do that in a
  /// second one.
  private List<PhaseSpec> reductionPhases(MatrixRef input) {
    String axis = params.word("axis");
    boolean oneBand = Tiling.isOneBand(input.rows(), input.cols());
    if (axis.equals("rows") || (axis.equals("cols") && oneBand)) {
      return List.of(reducing(operation, params, input, Role.FINISHED));
    }
    PhaseSpec whole = reducing(operation, params, input, Role.RESULT);
    boolean few = axis.equals("all") || whole.numbers() <= COMBINED_NUMBERS_MAX;
    if (few && Operations.isBuiltIn(operation)) {
      return List.of(whole);
    }
    long results = axis.equals("cols") ? input.cols() : 1;
    return List.of(
        reducing(operation, params, input, Role.PARTIALS),
        finishing(operation, params, results, Role.FINISHED));
  }

  private static PhaseSpec finishing(Operation reduction, Params checked, long results, Role role) {
    Tiling tiling = new Tiling(results, Math.max(RESULTS_PER_TILE, results / RESULT_TILES_MAX));
    return new PhaseSpec(reduction.name(), checked.asMap(), tiling, results, role);
  }

  private PhaseSpec writing(Tiling tiling) {
    return new PhaseSpec(operation.name(), params.asMap(), tiling, 0, Role.OUTPUT);
  }

  private static PhaseSpec reducing(
      Operation statistic, Params checked, MatrixRef input, Role role) {
    String name = statistic.name();
    Reduction reduction = (Reduction) statistic.kernels().scalar(checked, List.of(input.dtype()));
    String axis = checked.word("axis");
    requireDefined(name, axis, reduction, input);
    long rowBytes = input.cols() * input.dtype().bytes();
    return switch (axis) {
      case "rows" -> {
        Tiling tiling = Tiling.rows(input.rows(), rowBytes, REDUCTION_TILE_BYTES);
        yield new PhaseSpec(name, checked.asMap(), tiling, input.rows(), role);
      }
      case "cols" -> {
        boolean oneBand = Tiling.isOneBand(input.rows(), input.cols());
        Tiling tiling =
            oneBand
                ? Tiling.columnRuns(input.rows(), input.cols())
                : Tiling.bands(input.rows(), input.cols());
        int perColumn = role == Role.FINISHED ? 1 : reduction.slots();
        long bands = oneBand ? 1 : tiling.tileCount();
        long numbers = bands * perColumn * input.cols();
        yield new PhaseSpec(name, checked.asMap(), tiling, numbers, role);
      }
      default -> {
        long elements = input.rows() * input.cols();
        Tiling tiling = Tiling.elements(elements, input.dtype().bytes(), REDUCTION_TILE_BYTES);
        long numbers = (long) tiling.tileCount() * reduction.slots();
        yield new PhaseSpec(name, checked.asMap(), tiling, numbers, role);
      }
    };
  }

  private static void requireDefined(
      String name, String axis, Reduction reduction, MatrixRef input) {
    boolean empty =
        switch (axis) {
          case "rows" -> input.cols() == 0 && input.rows() > 0;
          case "cols" -> input.rows() == 0 && input.cols() > 0;
          default -> input.rows() == 0 || input.cols() == 0;
        };
    if (empty && !reduction.definedForEmpty()) {
      throw new IllegalArgumentException(
          "nothing to reduce: operation="
              + name
              + ", axis="
              + axis
              + ", file="
              + input.path()
              + ", shape="
              + input.rows()
              + "x"
              + input.cols()
              + "; the "
              + name
              + " of no element has no value");
    }
  }

  private Tiling wholeRows(Shape output) {
    return Tiling.rows(output.rows(), output.cols() * output.dtype().bytes(), tileBytes);
  }

  private Tiling transposeRows(Shape output) {
    Tiling fitting = wholeRows(output);
    return new Tiling(output.rows(), Math.max(TRANSPOSE_ROWS_MIN, fitting.unitsPerTile()));
  }
}
