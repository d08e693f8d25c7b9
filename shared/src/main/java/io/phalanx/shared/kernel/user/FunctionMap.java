package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Runs a function over runs of any length and type, block by block.
final class FunctionMap implements ElementMap {
  private final MapLoop loop;
  private final List<DType> types;
  private final DType outputType;
  private final List<Block> inputs;
  private final Block output;

  FunctionMap(MapLoop loop, List<DType> types, DType outputType) {
    this.loop = loop;
    this.types = List.copyOf(types);
    this.outputType = outputType;
    inputs = types.stream().map(type -> new Block(type, Block.ELEMENTS)).toList();
    output = new Block(outputType, Block.ELEMENTS);
  }

  @Override
  public void apply(List<MemorySegment> sources, MemorySegment target) {
    long n = check(sources, types, target, outputType);
    for (long done = 0; done < n; done += Block.ELEMENTS) {
      int length = (int) Math.min(Block.ELEMENTS, n - done);
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).read(sources.get(i), done, length);
      }
      loop.run(inputs.getFirst().values(), inputs.getLast().values(), output.values(), length);
      output.write(target, done, length);
    }
  }

  /// The number of elements of the runs.
  ///
  /// @throws IllegalArgumentException if they differ in length, or the output lies across an input
  static long check(
      List<MemorySegment> sources, List<DType> types, MemorySegment target, DType outputType) {
    long n = Operands.elements(target, outputType);
    for (int i = 0; i < types.size(); i++) {
      long elements = Operands.elements(sources.get(i), types.get(i));
      if (elements != n) {
        throw new IllegalArgumentException(
            "runs differ in length: input=" + i + ", elements=" + elements + ", output=" + n);
      }
      Operands.checkOverlap(sources.get(i), types.get(i), target, outputType);
    }
    return n;
  }
}
