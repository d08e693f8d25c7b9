package io.phalanx.shared.kernel.reduction;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.Reduction.Partials;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// What a job does around a reduction: tiles, partials, and finishing in tile order.
final class Jobs {
  private Jobs() {}

  static Operation operation(String name) {
    return ReductionOperations.all().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<String> names() {
    return ReductionOperations.all().stream().map(Operation::name).toList();
  }

  static Reduction vector(String name, DType type) {
    return vector(name, type, Map.of());
  }

  static Reduction vector(String name, DType type, Map<String, String> params) {
    Operation operation = operation(name);
    return (Reduction) operation.kernels().vector(params(operation, params), List.of(type));
  }

  static Reduction twin(String name, DType type) {
    Operation operation = operation(name);
    Recipe<?> recipe = (Recipe<?>) operation.kernels();
    return recipe.twin(params(operation, Map.of()), List.of(type));
  }

  static Reduction scalar(String name, DType type) {
    Operation operation = operation(name);
    return (Reduction) operation.kernels().scalar(params(operation, Map.of()), List.of(type));
  }

  private static Params params(Operation operation, Map<String, String> given) {
    return Params.check(operation.name(), operation.parameters(), given);
  }

  /// The result over all elements, in tiles of so many elements.
  static double whole(Reduction reduction, Grid grid, long tile) {
    return whole(reduction, grid, tile, i -> i);
  }

  /// The same with the tiles executed in another order.
  static double whole(Reduction reduction, Grid grid, long tile, IntUnaryOperator order) {
    int tiles = (int) Math.ceilDiv(grid.elements(), tile);
    MemorySegment partials = doubles((long) tiles * reduction.slots());
    long bytes = (long) reduction.slots() * Double.BYTES;
    for (int i = 0; i < tiles; i++) {
      long t = order.applyAsInt(i);
      long limit = Math.min(grid.elements(), (t + 1) * tile);
      reduction.reduce(
          grid.elements(t * tile, limit), t * tile, partials.asSlice(t * bytes, bytes));
    }
    return reduction.finish(sequence(partials, reduction.slots()), grid.elements());
  }

  /// One result per column, in bands of so many rows.
  static double[] columns(Reduction reduction, Grid grid, long band) {
    int cols = (int) grid.cols();
    int bands = (int) Math.ceilDiv(grid.rows(), band);
    MemorySegment partials = doubles((long) bands * reduction.slots() * cols);
    long bytes = (long) reduction.slots() * cols * Double.BYTES;
    for (long b = 0; b < bands; b++) {
      long limit = Math.min(grid.rows(), (b + 1) * band);
      reduction.reduceColumns(
          grid.rows(b * band, limit), b * band, partials.asSlice(b * bytes, bytes));
    }
    double[] results = new double[cols];
    for (int c = 0; c < cols; c++) {
      results[c] = reduction.finish(column(partials, reduction.slots(), cols, c), grid.rows());
    }
    return results;
  }

  /// One result per row.
  static double[] rows(Reduction reduction, Grid grid) {
    double[] results = new double[(int) grid.rows()];
    for (int r = 0; r < results.length; r++) {
      results[r] = whole(reduction, grid.rows(r, r + 1), Math.max(1, grid.cols()));
    }
    return results;
  }

  static MemorySegment doubles(long count) {
    return Arena.ofAuto().allocate(count * Double.BYTES, Double.BYTES);
  }

  static Partials sequence(MemorySegment partials, int slots) {
    return new Partials() {
      @Override
      public long count() {
        return partials.byteSize() / Double.BYTES / slots;
      }

      @Override
      public double value(long index, int slot) {
        return partials.getAtIndex(JAVA_DOUBLE, index * slots + slot);
      }
    };
  }

  private static Partials column(MemorySegment partials, int slots, int cols, int column) {
    return new Partials() {
      @Override
      public long count() {
        return partials.byteSize() / Double.BYTES / slots / cols;
      }

      @Override
      public double value(long index, int slot) {
        return partials.getAtIndex(JAVA_DOUBLE, (index * slots + slot) * cols + column);
      }
    };
  }
}
