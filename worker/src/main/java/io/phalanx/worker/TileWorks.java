package io.phalanx.worker;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.plugin.KernelSets;
import io.phalanx.shared.protocol.PhasePlan;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Binds each kind of kernel to the files of a phase: which part of which file a tile is.
final class TileWorks {
  private TileWorks() {}

  /// The operation of a phase, built-in or a user's.
  ///
  /// @throws RuntimeException if a user's jar is gone, changed or does not load
  static Operation operation(PhasePlan plan) {
    List<Operation> known = KernelSets.of(plan.kernels()).operations();
    return Operations.find(known, plan.operation(), plan.inputs().size());
  }

  /// The fast kernel of a phase.
  ///
  /// @param blas what multiplies; null for the kernel's own loops
  static Kernel kernel(Operation operation, PhasePlan plan, PhaseFiles files, @Nullable Blas blas) {
    List<DType> types = files.inputs().stream().map(Grid::dtype).toList();
    if (types.isEmpty()) {
      types = List.of(output(files).dtype());
    }
    Params params = Params.check(operation.name(), operation.parameters(), plan.params());
    return blas == null
        ? operation.kernels().vector(params, types)
        : operation.kernels().with(blas, params, types);
  }

  /// Whole tiles, each of which may be done again.
  ///
  /// @param signOfLife called now and then in the course of a long tile
  static TileWork of(PhasePlan plan, PhaseFiles files, Kernel kernel, Runnable signOfLife) {
    Tiling tiling = plan.tiling();
    return switch (kernel) {
      case ElementMap map -> elements(map, tiling, files);
      case Fill fill -> fill(fill, tiling, output(files));
      case RowMap map -> rows(map, tiling, files);
      case ColumnMap map -> columns(map, tiling, files);
      case Product product -> ProductWorks.of(product, tiling, files, signOfLife);
      case Transpose transpose -> transpose(transpose, tiling, files);
      case Reduction reduction when files.columns() != null -> finish(reduction, plan, files);
      case Reduction reduction ->
          switch (plan.params().getOrDefault("axis", "all")) {
            case "rows" -> reduceRows(reduction, tiling, files);
            case "cols" -> columnReduction(reduction, tiling, files);
            default -> reduceAll(reduction, tiling, files);
          };
    };
  }

  private static TileWork elements(ElementMap map, Tiling tiling, PhaseFiles files) {
    Grid output = output(files);
    return tile -> {
      long first = tiling.first(tile);
      long limit = tiling.limit(tile);
      List<MemorySegment> inputs =
          files.inputs().stream().map(input -> input.elements(first, limit)).toList();
      MemorySegment target = output.elements(first, limit);
      map.apply(inputs, target);
      return bytes(inputs.stream()) + target.byteSize();
    };
  }

  private static TileWork fill(Fill fill, Tiling tiling, Grid output) {
    return tile -> {
      MemorySegment target = output.elements(tiling.first(tile), tiling.limit(tile));
      fill.fill(target, tiling.first(tile), output.cols());
      return target.byteSize();
    };
  }

  private static TileWork rows(RowMap map, Tiling tiling, PhaseFiles files) {
    Grid output = output(files);
    return tile -> {
      Grid source = files.inputs().getFirst().rows(tiling.first(tile), tiling.limit(tile));
      Grid target = output.rows(tiling.first(tile), tiling.limit(tile));
      map.apply(source, target);
      return bytes(source) + bytes(target);
    };
  }

  private static TileWork columns(ColumnMap map, Tiling tiling, PhaseFiles files) {
    Grid output = output(files);
    NumberFile numbers = Objects.requireNonNull(files.columns());
    List<MemorySegment> statistics = statistics(map.statistics(), output.cols(), numbers);
    return tile -> {
      Grid source = files.inputs().getFirst().rows(tiling.first(tile), tiling.limit(tile));
      Grid target = output.rows(tiling.first(tile), tiling.limit(tile));
      map.apply(source, statistics, target);
      return bytes(source) + bytes(target);
    };
  }

  /// One run of numbers per statistic, a number per column.
  static List<MemorySegment> statistics(List<String> names, long cols, NumberFile numbers) {
    return IntStream.range(0, names.size()).mapToObj(k -> numbers.slice(k * cols, cols)).toList();
  }

  private static TileWork transpose(Transpose transpose, Tiling tiling, PhaseFiles files) {
    Grid output = output(files);
    return tile -> {
      Grid target = output.rows(tiling.first(tile), tiling.limit(tile));
      transpose.transpose(files.inputs().getFirst(), tiling.first(tile), target);
      return 2 * bytes(target);
    };
  }

  private static TileWork reduceAll(Reduction reduction, Tiling tiling, PhaseFiles files) {
    NumberFile partials = Objects.requireNonNull(files.partials());
    int slots = reduction.slots();
    return tile -> {
      long first = tiling.first(tile);
      MemorySegment source = files.inputs().getFirst().elements(first, tiling.limit(tile));
      reduction.reduce(source, first, partials.slice((long) tile * slots, slots));
      return source.byteSize();
    };
  }

  private static TileWork reduceRows(Reduction reduction, Tiling tiling, PhaseFiles files) {
    NumberFile results = Objects.requireNonNull(files.partials());
    Grid input = files.inputs().getFirst();
    RowReducer reducer = new RowReducer(reduction, results);
    return tile -> {
      Grid rows = input.rows(tiling.first(tile), tiling.limit(tile));
      reducer.reduce(rows, tiling.first(tile));
      return bytes(rows);
    };
  }

  private static TileWork columnReduction(Reduction reduction, Tiling tiling, PhaseFiles files) {
    Grid input = files.inputs().getFirst();
    return Tiling.isOneBand(input.rows(), input.cols())
        ? new ColumnRuns(reduction, tiling, input, Objects.requireNonNull(files.partials()))
        : reduceColumns(reduction, tiling, files);
  }

  private static TileWork reduceColumns(Reduction reduction, Tiling tiling, PhaseFiles files) {
    NumberFile partials = Objects.requireNonNull(files.partials());
    Grid input = files.inputs().getFirst();
    long perBand = reduction.slots() * input.cols();
    return tile -> {
      Grid band = input.rows(tiling.first(tile), tiling.limit(tile));
      reduction.reduceColumns(band, tiling.first(tile), partials.slice(tile * perBand, perBand));
      return bytes(band);
    };
  }

  /// The last step of a reduction: what an earlier phase left becomes the results.
  private static TileWork finish(Reduction reduction, PhasePlan plan, PhaseFiles files) {
    Tiling tiling = plan.tiling();
    NumberFile results = Objects.requireNonNull(files.partials());
    NumberFile left = Objects.requireNonNull(files.columns());
    Grid input = files.inputs().getFirst();
    boolean perColumn = "cols".equals(plan.params().get("axis"));
    long elements = perColumn ? input.rows() : input.elements();
    // Partials may hold more than this reduction needs of them.
    int slots = perColumn && left.count() > 0 ? slotsPerColumn(left, input) : reduction.slots();
    LeftPartials partials = new LeftPartials(left, slots, tiling.units());
    MemorySegment block = new Scratch(tiling.unitsPerTile() * Double.BYTES).segment();
    return tile -> {
      long first = tiling.first(tile);
      long count = tiling.limit(tile) - first;
      for (long k = 0; k < count; k++) {
        partials.turnTo(first + k);
        block.setAtIndex(ValueLayout.JAVA_DOUBLE, k, reduction.finish(partials, elements));
      }
      results.write(first, block.asSlice(0, count * Double.BYTES));
      return count * Double.BYTES;
    };
  }

  private static int slotsPerColumn(NumberFile left, Grid input) {
    int bands = Tiling.bands(input.rows(), input.cols()).tileCount();
    return (int) (left.count() / (bands * input.cols()));
  }

  private static Grid output(PhaseFiles files) {
    return Objects.requireNonNull(files.output(), "the operation writes a matrix");
  }

  private static long bytes(Grid grid) {
    return grid.memory().byteSize();
  }

  private static long bytes(Stream<MemorySegment> segments) {
    return segments.mapToLong(MemorySegment::byteSize).sum();
  }
}
