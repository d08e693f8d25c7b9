package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.kernel.vector.WideLanes;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/// Runs a [Loop] over runs of any length and type.
///
/// Elements of another type than the loop's are converted block by block. The elements after the
/// last whole vector are copied into a padded block and go through the same loop, so the bits of an
/// element don't depend on where a run was cut.
final class VectorMap implements ElementMap {
  /// Elements converted at a time: 8 KiB for each input, which stays in the first-level cache.
  private static final int BLOCK_ELEMENTS = 1024;

  private static final long BLOCK_BYTES = (long) BLOCK_ELEMENTS * Double.BYTES;

  /// Room for one vector of up to 512 bits.
  private static final long PAD_BYTES = 64;

  /// Three pads (two inputs and the output) lie before the blocks.
  private static final long PADS_BYTES = 3 * PAD_BYTES;

  private final Loop loop;
  private final DType loopType;
  private final List<DType> types;
  private final DType outputType;
  private final int lanes;
  private final boolean converts;
  private final Scratch scratch;

  VectorMap(Loop loop, DType loopType, List<DType> types, DType outputType) {
    this.loop = loop;
    this.loopType = loopType;
    this.types = List.copyOf(types);
    this.outputType = outputType;
    lanes = loopType == DType.FLOAT64 ? WideLanes.DOUBLE_LANES : WideLanes.FLOAT_LANES;
    converts = outputType != loopType || types.stream().anyMatch(type -> type != loopType);
    scratch = new Scratch(PADS_BYTES + (converts ? types.size() * BLOCK_BYTES : 0));
  }

  @Override
  public void apply(List<MemorySegment> inputs, MemorySegment output) {
    long n = Runs.check(inputs, types, output, outputType);
    int step = converts ? BLOCK_ELEMENTS : Loop.ELEMENTS_MAX;
    try {
      for (long done = 0; done < n; done += step) {
        applyBlock(inputs, output, done, (int) Math.min(step, n - done));
      }
    } finally {
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(output);
      Reference.reachabilityFence(this);
    }
  }

  private void applyBlock(List<MemorySegment> inputs, MemorySegment output, long done, int length) {
    long first = operand(0, inputs, done, length);
    long second = inputs.size() == 1 ? first : operand(1, inputs, done, length);
    long target = Memory.outputAddressOf(output) + done * outputType.bytes();
    if (outputType == loopType) {
      run(first, second, target, length);
    } else {
      run(first, second, first, length); // all inputs were converted, so this is a block
      Conversion.toFloats(first, target, length);
    }
  }

  /// The address of `length` elements of an input in the loop's type.
  private long operand(int index, List<MemorySegment> inputs, long done, int length) {
    DType type = types.get(index);
    long source = Memory.addressOf(inputs.get(index)) + done * type.bytes();
    if (type == loopType) {
      return source;
    }
    long block = scratch.address() + PADS_BYTES + index * BLOCK_BYTES;
    Conversion.toDoubles(type, source, block, length);
    return block;
  }

  private void run(long first, long second, long target, int length) {
    int whole = length & -lanes;
    loop.run(first, second, target, whole);
    long rest = (long) (length - whole) * loopType.bytes();
    if (rest > 0) {
      long done = (long) whole * loopType.bytes();
      long pad = scratch.address();
      copy(first + done, pad, rest);
      copy(second + done, pad + PAD_BYTES, rest);
      loop.run(pad, pad + PAD_BYTES, pad + 2 * PAD_BYTES, lanes);
      copy(pad + 2 * PAD_BYTES, target + done, rest);
    }
  }

  private static void copy(long source, long target, long bytes) {
    MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, bytes);
  }
}
