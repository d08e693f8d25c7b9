package io.phalanx.coordinator.verify;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Computes parts of a job's output with the scalar kernel of its operation, serially.
@FunctionalInterface
interface Reference {
  /// Computes some units.
  ///
  /// @param first the first unit
  /// @param limit the one after the last
  /// @param target room for their elements, exactly
  void compute(long first, long limit, MemorySegment target);

  /// Computes how far each of these elements may be off; null where that is a number of units in
  /// the last place. Sums of products, which cancel, need it.
  default @Nullable Reference bounds() {
    return null;
  }
}
