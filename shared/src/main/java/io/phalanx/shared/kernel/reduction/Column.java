package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Elements at equal distances, read one by one as float64.
///
/// @param memory what they lie in
/// @param type element type
/// @param first index of the first of them within the memory
/// @param step distance in elements
/// @param count how many
record Column(MemorySegment memory, DType type, long first, long step, long count) {
  /// Element i of the column.
  double get(long i) {
    return Elements.get(memory, type, first + i * step);
  }
}
