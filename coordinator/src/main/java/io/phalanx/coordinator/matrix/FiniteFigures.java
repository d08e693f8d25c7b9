package io.phalanx.coordinator.matrix;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The figures of finite elements, by the scalar kernels of the operations of the same names.
/// Belongs to one thread.
///
/// @param reductions one kernel per figure, in the order of the constants
record FiniteFigures(List<Reduction> reductions) {
  static final int MIN = 0;
  static final int MAX = 1;
  static final int MEAN = 2;
  static final int STD = 3;

  static FiniteFigures create() {
    return new FiniteFigures(
        Stream.of("min", "max", "mean", "std").map(FiniteFigures::kernel).toList());
  }

  /// Number of float64 that the partials of all figures take.
  int slots() {
    return slotsBefore(reductions.size());
  }

  /// Reduces some elements, one float64 or more.
  ///
  /// @param partials where to: [#slots] float64, those of one figure behind those of the other
  void reduce(MemorySegment elements, MemorySegment partials) {
    for (int figure = 0; figure < reductions.size(); figure++) {
      MemorySegment partial = partials.asSlice((long) slotsBefore(figure) * Double.BYTES);
      reductions.get(figure).reduce(elements, 0, partial);
    }
  }

  /// One value per figure, in the order of the constants.
  ///
  /// @param finite number of elements that were reduced in all
  double[] finish(List<BlockScan.Found> blocks, long finite) {
    List<List<Double>> partials =
        blocks.stream().map(BlockScan.Found::partials).filter(slots -> !slots.isEmpty()).toList();
    double[] values = new double[reductions.size()];
    for (int figure = 0; figure < values.length; figure++) {
      Slots slots = new Slots(partials, slotsBefore(figure));
      values[figure] = finite == 0 ? Double.NaN : reductions.get(figure).finish(slots, finite);
    }
    return values;
  }

  private static Reduction kernel(String name) {
    Operation operation = Operations.find(name, 1);
    Params params = Params.check(name, operation.parameters(), Map.of());
    return (Reduction) operation.kernels().scalar(params, List.of(DType.FLOAT64));
  }

  private int slotsBefore(int figure) {
    return reductions.stream().limit(figure).mapToInt(Reduction::slots).sum();
  }

  /// The partials of one figure among those of all.
  private record Slots(List<List<Double>> blocks, int offset) implements Reduction.Partials {
    @Override
    public long count() {
      return blocks.size();
    }

    @Override
    public double value(long index, int slot) {
      return blocks.get(Math.toIntExact(index)).get(offset + slot);
    }
  }
}
