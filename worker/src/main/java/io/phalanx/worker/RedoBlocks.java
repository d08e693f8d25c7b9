package io.phalanx.worker;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileSteps;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Computes a matrix that is changed in place block by block into a redo file, and copies each
/// block back.
///
/// A unit is an element of an element-wise operation, and a row of any other.
final class RedoBlocks implements TileSteps.Blocks {
  /// Computes the units first to limit into memory.
  private interface BlockKernel {
    void compute(long first, long limit, MemorySegment block);
  }

  private final Grid matrix;
  private final RedoFile redo;
  private final BlockKernel kernel;
  private final @Nullable Runnable halfWay;

  private RedoBlocks(Grid matrix, RedoFile redo, BlockKernel kernel, @Nullable Runnable halfWay) {
    this.matrix = matrix;
    this.redo = redo;
    this.kernel = kernel;
    this.halfWay = halfWay;
  }

  /// @param halfWay called in the middle of every copy, for tests; null for one copy at once
  /// @throws IllegalArgumentException if the kernel cannot work in place
  static RedoBlocks of(Kernel kernel, PhaseFiles files, RedoFile redo, @Nullable Runnable halfWay) {
    Grid matrix = Objects.requireNonNull(files.output());
    BlockKernel blocks =
        switch (kernel) {
          case ElementMap map -> elements(map, files);
          case RowMap map ->
              (first, limit, block) -> {
                Grid source = files.inputs().getFirst().rows(first, limit);
                map.apply(source, new Grid(block, limit - first, matrix.cols(), matrix.dtype()));
              };
          case ColumnMap map -> columns(map, matrix, files);
          default -> throw new IllegalArgumentException("not in place: kernel=" + kernel);
        };
    return new RedoBlocks(matrix, redo, blocks, halfWay);
  }

  @Override
  public void compute(long first, long limit) {
    kernel.compute(first, limit, redo.block(limit - first));
  }

  @Override
  public void copy(long first, long limit) {
    MemorySegment block = redo.block(limit - first);
    long bytes = block.byteSize();
    long target = first * redo.unitBytes();
    long half = halfWay == null ? bytes : bytes / 2;
    MemorySegment.copy(block, 0, matrix.memory(), target, half);
    if (halfWay != null) {
      halfWay.run();
      MemorySegment.copy(block, half, matrix.memory(), target + half, bytes - half);
    }
  }

  private static BlockKernel elements(ElementMap map, PhaseFiles files) {
    List<Grid> inputs = files.inputs();
    if (inputs.size() == 1) {
      Grid input = inputs.getFirst();
      return (first, limit, block) -> map.apply(List.of(input.elements(first, limit)), block);
    }
    return (first, limit, block) -> {
      List<MemorySegment> sources = new ArrayList<>(inputs.size());
      for (Grid input : inputs) {
        sources.add(input.elements(first, limit));
      }
      map.apply(sources, block);
    };
  }

  private static BlockKernel columns(ColumnMap map, Grid matrix, PhaseFiles files) {
    NumberFile numbers = Objects.requireNonNull(files.columns());
    List<MemorySegment> statistics = TileWorks.statistics(map.statistics(), matrix.cols(), numbers);
    return (first, limit, block) -> {
      Grid source = files.inputs().getFirst().rows(first, limit);
      map.apply(source, statistics, new Grid(block, limit - first, matrix.cols(), matrix.dtype()));
    };
  }
}
