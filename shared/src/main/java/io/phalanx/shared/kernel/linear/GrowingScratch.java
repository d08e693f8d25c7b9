package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.vector.Scratch;
import org.jspecify.annotations.Nullable;

/// Scratch memory that is as large as the largest use of it.
final class GrowingScratch {
  private @Nullable Scratch memory;

  /// Address of so many bytes, valid until the next call.
  long address(long bytes) {
    if (memory == null || memory.segment().byteSize() < bytes) {
      memory = new Scratch(bytes);
    }
    return memory.address();
  }
}
