package io.phalanx.coordinator.matrix;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// A fill of a matrix by the scalar kernels, on the threads of this process.
///
/// An element depends on its position alone, so neither threads nor blocks change a bit of it.
///
/// @param operation a fill
/// @param params its checked parameters
public record LocalFill(Operation operation, Params params) {
  /// Elements of one block: large against what it costs to make a kernel.
  private static final long BLOCK_ELEMENTS = 1 << 18;

  /// The fill of this name.
  ///
  /// @throws IllegalArgumentException if there is none, or it does not take these parameters
  public static LocalFill of(String name, Map<String, String> given) {
    Operation operation =
        Operations.all().stream()
            .filter(known -> known.family() == Family.FILL && known.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException("unknown fill: fill=" + name + ", known=" + names()));
    LocalFill fill = new LocalFill(operation, Params.check(name, operation.parameters(), given));
    // Parameters that do not go together are refused by the kernel, and here once for all threads.
    fill.kernel(DType.FLOAT64);
    return fill;
  }

  /// The names of all fills.
  public static List<String> names() {
    return Operations.all().stream()
        .filter(known -> known.family() == Family.FILL)
        .map(Operation::name)
        .toList();
  }

  /// True if memory that holds zeros already is filled.
  public boolean isZeros() {
    return operation.name().equals("zeros");
  }

  /// Refuses to fill whole numbers.
  public void requireFits(DType dtype) {
    if (!dtype.isFloat()) {
      throw new IllegalArgumentException(
          "not a type to compute in: dtype="
              + dtype.label()
              + ", wanted=float64 or float32; make a new file with phalanx matrix create");
    }
  }

  /// Writes every element.
  ///
  /// @throws IllegalArgumentException if the elements are whole numbers
  public void apply(Grid grid) {
    requireFits(grid.dtype());
    long blocks = Math.ceilDiv(grid.elements(), BLOCK_ELEMENTS);
    LongStream.range(0, blocks).parallel().forEach(block -> applyBlock(grid, block));
  }

  private void applyBlock(Grid grid, long block) {
    long first = block * BLOCK_ELEMENTS;
    long limit = Math.min(grid.elements(), first + BLOCK_ELEMENTS);
    kernel(grid.dtype()).fill(grid.elements(first, limit), first, grid.cols());
  }

  private Fill kernel(DType dtype) {
    return (Fill) operation.kernels().scalar(params, List.of(dtype));
  }
}
