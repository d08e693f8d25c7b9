package io.phalanx.shared.kernel.catalog;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.testing.ProductRun;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints what the fast kernel of every operation makes of some elements: a program for JVMs with
/// vectors of different widths.
final class WidthProbe {
  private static final int SIDE = 43;

  /// Columns of rows that are taken together, several in a vector.
  private static final int NARROW_COLS = 7;

  private WidthProbe() {}

  public static void main(String[] args) {
    System.out.println("lanes=" + Lanes.DOUBLE_LANES);
    for (Operation operation : Operations.all()) {
      for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
        List<Long> bits = run(operation, type);
        System.out.println(
            operation.name() + "/" + operation.inputs() + " " + type.label() + " " + bits);
      }
    }
  }

  private static List<Long> run(Operation operation, DType type) {
    Map<String, String> given = new HashMap<>();
    operation.parameters().stream()
        .filter(parameter -> parameter.fallback() == null)
        .forEach(parameter -> given.put(parameter.name(), "1"));
    Params params = Params.check(operation.name(), operation.parameters(), given);
    List<DType> types = new ArrayList<>();
    for (int i = 0; i < Math.max(1, operation.inputs()); i++) {
      types.add(type);
    }
    Kernel kernel = operation.kernels().vector(params, types);
    DType outputType = operation.outputType(types);
    Grid output = new Grid(Samples.memory(outputType, SIDE * SIDE), SIDE, SIDE, outputType);
    Grid edges = grid(Samples.of(type, SIDE * SIDE, 7), type);
    return switch (kernel) {
      case ElementMap map -> {
        MemorySegment second = Samples.of(type, SIDE * SIDE, 8);
        List<MemorySegment> inputs = List.of(edges.memory(), second).subList(0, types.size());
        map.apply(inputs, output.memory());
        yield bits(output);
      }
      case Fill fill -> {
        fill.fill(output.memory(), 0, SIDE);
        yield bits(output);
      }
      case Product _ -> {
        List<Grid> operands = operands(operation, type);
        yield bits(new ProductRun(operation, params, operands).computed(null));
      }
      default -> {
        List<Long> bits = run(kernel, grid(Samples.moderate(type, SIDE * SIDE, 9), type), output);
        List<Long> all = new ArrayList<>(bits);
        all.addAll(narrow(kernel, type, outputType));
        yield all;
      }
    };
  }

  /// What it makes of short rows, if it takes several of them together.
  private static List<Long> narrow(Kernel kernel, DType type, DType outputType) {
    MemorySegment elements = Samples.moderate(type, SIDE * NARROW_COLS, 12);
    Grid input = new Grid(elements, SIDE, NARROW_COLS, type);
    MemorySegment output = Samples.memory(outputType, (long) SIDE * NARROW_COLS);
    return switch (kernel) {
      case RowMap map -> {
        map.apply(input, new Grid(output, SIDE, NARROW_COLS, outputType));
        yield Samples.bits(output, outputType);
      }
      case NarrowReduction reduction -> {
        MemorySegment results = Samples.memory(DType.FLOAT64, SIDE);
        reduction.reduceRows(input, results);
        yield Samples.bits(results, DType.FLOAT64);
      }
      default -> List.of();
    };
  }

  private static List<Long> run(Kernel kernel, Grid input, Grid output) {
    switch (kernel) {
      case RowMap map -> map.apply(input, output);
      case ColumnMap map -> {
        MemorySegment statistic = Samples.moderate(DType.FLOAT64, SIDE, 10);
        map.apply(input, List.of(statistic, statistic), output);
      }
      case Transpose transpose -> transpose.transpose(input, 0, output);
      case Reduction reduction -> {
        return reduce(reduction, input);
      }
      default -> throw new IllegalStateException("kernel=" + kernel);
    }
    return bits(output);
  }

  private static List<Grid> operands(Operation operation, DType type) {
    List<Grid> operands = new ArrayList<>();
    for (int i = 0; i < operation.inputs(); i++) {
      boolean vector = i == 1 && operation.name().equals("matvec");
      int cols = vector ? 1 : SIDE;
      operands.add(new Grid(Samples.moderate(type, SIDE * cols, 11 + i), SIDE, cols, type));
    }
    return operands;
  }

  private static List<Long> reduce(Reduction reduction, Grid input) {
    int slots = reduction.slots();
    MemorySegment partials = Samples.memory(DType.FLOAT64, (1L + SIDE) * slots);
    long bytes = (long) slots * Double.BYTES;
    reduction.reduce(input.memory(), 0, partials.asSlice(0, bytes));
    reduction.reduceColumns(input, 0, partials.asSlice(bytes));
    return Samples.bits(partials, DType.FLOAT64);
  }

  private static Grid grid(MemorySegment memory, DType type) {
    return new Grid(memory, SIDE, SIDE, type);
  }

  private static List<Long> bits(Grid grid) {
    return Samples.bits(grid.memory(), grid.dtype());
  }
}
