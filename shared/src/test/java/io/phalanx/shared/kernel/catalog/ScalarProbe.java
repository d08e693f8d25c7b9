package io.phalanx.shared.kernel.catalog;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the scalar kernel of every operation: a program for a JVM without the Vector API.
final class ScalarProbe {
  private static final int SIDE = 3;
  private static final int BYTES = SIDE * SIDE * Double.BYTES;

  private ScalarProbe() {}

  public static void main(String[] args) {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    System.out.println("vectors=" + vectors);
    try (Arena arena = Arena.ofConfined()) {
      for (Operation operation : Operations.all()) {
        run(operation, arena);
        System.out.println("ran=" + operation.name() + "/" + operation.inputs());
      }
    }
  }

  private static void run(Operation operation, Arena arena) {
    Map<String, String> given = new HashMap<>();
    operation.parameters().stream()
        .filter(parameter -> parameter.fallback() == null)
        .forEach(parameter -> given.put(parameter.name(), "1"));
    Params params = Params.check(operation.name(), operation.parameters(), given);
    int inputs = Math.max(1, operation.inputs());
    Kernel kernel = operation.kernels().scalar(params, Collections.nCopies(inputs, DType.FLOAT64));
    apply(kernel, operation.name(), inputs, arena);
  }

  private static void apply(Kernel kernel, String name, int inputs, Arena arena) {
    MemorySegment output = arena.allocate(BYTES, Double.BYTES);
    Grid in = new Grid(arena.allocate(BYTES, Double.BYTES), SIDE, SIDE, DType.FLOAT64);
    Grid out = new Grid(output, SIDE, SIDE, DType.FLOAT64);
    switch (kernel) {
      case ElementMap map -> map.apply(Collections.nCopies(inputs, in.memory()), output);
      case Fill fill -> fill.fill(output, 0, SIDE);
      case RowMap map -> map.apply(in, out);
      case ColumnMap map -> {
        MemorySegment statistic = in.elements(0, SIDE);
        map.apply(in, List.of(statistic, statistic), out);
      }
      case Product product -> {
        MemorySegment statistic = in.elements(0, SIDE);
        List<Grid> all = new ArrayList<>(Collections.nCopies(inputs, in));
        if (name.equals("matvec")) {
          all.set(1, new Grid(statistic, SIDE, 1, DType.FLOAT64));
        }
        Product.Shape shape =
            product.shape(all.stream().map(grid -> new Sides(grid.rows(), grid.cols())).toList());
        Grid target = out.rows(0, SIDE);
        if (shape.cols() == 1) {
          target = new Grid(out.elements(0, SIDE), SIDE, 1, DType.FLOAT64);
        }
        product.multiply(
            Part.ofRows(shape, 0, SIDE),
            new Operands(all, Collections.nCopies(product.statistics().size(), statistic)),
            new Target(target, 0),
            () -> {});
      }
      case Transpose transpose -> transpose.transpose(in, 0, out);
      case Reduction reduction -> {
        MemorySegment partial = arena.allocate((long) reduction.slots() * BYTES, Double.BYTES);
        reduction.reduce(in.memory(), 0, partial);
        reduction.reduceColumns(in, 0, partial.asSlice(0, (long) reduction.slots() * SIDE * 8));
        reduction.finish(new Zeros(), SIDE);
      }
    }
  }

  /// One partial of zeros.
  private static final class Zeros implements Reduction.Partials {
    @Override
    public long count() {
      return 1;
    }

    @Override
    public double value(long index, int slot) {
      return 0;
    }
  }
}
