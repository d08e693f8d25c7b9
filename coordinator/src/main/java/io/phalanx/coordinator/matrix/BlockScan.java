package io.phalanx.coordinator.matrix;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Looks at one block of elements after the other: counts those that are not finite, copies the
/// others into scratch memory and hands them to the kernels. Belongs to one thread.
final class BlockScan {
  private final FiniteFigures figures = FiniteFigures.create();
  private final MemorySegment scratch = float64(ElementStatistics.BLOCK_ELEMENTS);
  private final MemorySegment partials = float64(figures.slots());

  /// What one block holds.
  ///
  /// @param partials of the finite elements, those of one kernel behind those of the other; empty
  ///   if there is no finite element
  record Found(
      long finite, long nan, long positiveInfinite, long negativeInfinite, List<Double> partials) {}

  /// @param block at most as many elements as the scratch memory holds
  Found scan(MemorySegment block, DType dtype) {
    long elements = block.byteSize() / dtype.bytes();
    long finite = 0;
    long nan = 0;
    long positive = 0;
    for (long i = 0; i < elements; i++) {
      double value = Elements.get(block, dtype, i);
      if (Double.isFinite(value)) {
        scratch.setAtIndex(ValueLayout.JAVA_DOUBLE, finite++, value);
      } else if (Double.isNaN(value)) {
        nan++;
      } else if (value > 0) {
        positive++;
      }
    }
    return new Found(
        finite, nan, positive, elements - finite - nan - positive, partialsOfScratch(finite));
  }

  private List<Double> partialsOfScratch(long finite) {
    if (finite == 0) {
      return List.of();
    }
    figures.reduce(scratch.asSlice(0, finite * Double.BYTES), partials);
    return Arrays.stream(partials.toArray(ValueLayout.JAVA_DOUBLE)).boxed().toList();
  }

  private static MemorySegment float64(int count) {
    return MemorySegment.ofBuffer(
        ByteBuffer.allocateDirect(count * Double.BYTES).order(ByteOrder.nativeOrder()));
  }
}
