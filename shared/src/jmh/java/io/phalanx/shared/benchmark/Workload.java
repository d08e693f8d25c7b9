package io.phalanx.shared.benchmark;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// The operations of the catalogue over operands of one size.
final class Workload {
  static final int SIDE = 128;

  /// Elements of each operand.
  static final int ELEMENTS = SIDE * SIDE;

  /// Behind the name of an operation of two matrices, to tell it from that of one.
  private static final String OF_TWO = ".two";

  /// Behind the name of a reduction along the columns.
  private static final String COLUMNS = ".cols";

  private static final Map<String, Map<String, String>> PARAMETERS =
      Map.of(
          "affine", Map.of("a", "1.1", "b", "-0.3"),
          "clip", Map.of("min", "-1", "max", "2"),
          "const", Map.of("value", "1.5"));

  private Workload() {}

  /// Every name that [#of] takes.
  static List<String> names() {
    return Operations.all().stream().flatMap(Workload::names).toList();
  }

  private static Stream<String> names(Operation operation) {
    return operation.family() == Family.REDUCTION
        ? Stream.of(name(operation), name(operation) + COLUMNS)
        : Stream.of(name(operation));
  }

  private static String name(Operation operation) {
    return operation.name() + (operation.inputs() == 2 ? OF_TWO : "");
  }

  /// One use of an operation over normal random numbers three wide.
  ///
  /// @throws IllegalArgumentException if there is no such operation
  static Runnable of(String name, DType type) {
    boolean alongColumns = name.endsWith(COLUMNS);
    String base = alongColumns ? name.substring(0, name.length() - COLUMNS.length()) : name;
    Operation operation =
        Operations.all().stream()
            .filter(candidate -> name(candidate).equals(base))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException("unknown: operation=" + name + ", known=" + names()));
    Map<String, String> given = PARAMETERS.getOrDefault(operation.name(), Map.of());
    Params params = Params.check(operation.name(), operation.parameters(), given);
    List<DType> types = Collections.nCopies(Math.max(1, operation.inputs()), type);
    List<Grid> operands = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      operands.add(random(type, 1 + i));
    }
    Grid output = empty(operation.outputType(types));
    return switch (operation.kernels().vector(params, types)) {
      case ElementMap map -> {
        List<MemorySegment> inputs =
            operands.subList(0, operation.inputs()).stream().map(Grid::memory).toList();
        yield () -> map.apply(inputs, output.memory());
      }
      case RowMap map -> () -> map.apply(operands.getFirst(), output);
      case ColumnMap map -> {
        List<MemorySegment> statistics =
            List.of(random(DType.FLOAT64, 3).memory(), random(DType.FLOAT64, 4).memory());
        List<MemorySegment> ofColumns =
            statistics.stream().map(all -> all.asSlice(0, (long) SIDE * Double.BYTES)).toList();
        yield () -> map.apply(operands.getFirst(), ofColumns, output);
      }
      case Fill fill -> () -> fill.fill(output.memory(), 0, SIDE);
      case Reduction reduction -> reduce(reduction, operands.getFirst(), alongColumns);
      case Product product -> multiply(product, type);
      case Transpose transpose -> () -> transpose.transpose(operands.getFirst(), 0, output);
    };
  }

  private static Runnable multiply(Product product, DType type) {
    List<Sides> sides = product.fitting(new Sides(SIDE, SIDE));
    List<Grid> factors = sides.stream().map(side -> cut(random(type, 1), side)).toList();
    List<MemorySegment> statistics =
        product.statistics().stream()
            .map(name -> random(DType.FLOAT64, 2).memory().asSlice(0, (long) SIDE * Double.BYTES))
            .toList();
    Shape shape = product.shape(sides);
    Target target =
        new Target(cut(empty(product.type()), new Sides(shape.rows(), shape.cols())), 0);
    Operands operands = new Operands(factors, statistics);
    Part all = Part.ofRows(shape, 0, shape.rows());
    return () -> product.multiply(all, operands, target, () -> {});
  }

  /// As many of the elements as a matrix of these sides has.
  private static Grid cut(Grid grid, Sides sides) {
    MemorySegment memory = grid.elements(0, sides.rows() * sides.cols());
    return new Grid(memory, sides.rows(), sides.cols(), grid.dtype());
  }

  private static Runnable reduce(Reduction reduction, Grid input, boolean alongColumns) {
    long bytes = (long) reduction.slots() * Double.BYTES;
    MemorySegment partials = Arena.ofAuto().allocate(SIDE * bytes, Long.BYTES);
    return alongColumns
        ? () -> reduction.reduceColumns(input, 0, partials)
        : () -> reduction.reduce(input.memory(), 0, partials);
  }

  private static Grid empty(DType type) {
    return new Grid(Arena.ofAuto().allocate((long) ELEMENTS * type.bytes(), 64), SIDE, SIDE, type);
  }

  private static Grid random(DType type, long seed) {
    Random random = new Random(seed);
    Grid grid = empty(type);
    for (int i = 0; i < ELEMENTS; i++) {
      double x = 3 * random.nextGaussian();
      if (type == DType.FLOAT64) {
        grid.memory().setAtIndex(ValueLayout.JAVA_DOUBLE, i, x);
      } else {
        grid.memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) x);
      }
    }
    return grid;
  }
}
